"""What one running application holds, and what goes on beside its requests."""
