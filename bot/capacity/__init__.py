"""How much is done at once: limits of clients, queues, long messages beside others."""
