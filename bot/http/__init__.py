"""What every page and endpoint needs: reading requests, writing responses, refusals."""
