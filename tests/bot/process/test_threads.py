"""Libraries of numbers begin no threads in a process that serves."""

import os
import subprocess
import sys

PROGRAM = """
import sys
import bot.__main__ as command
assert "numpy" not in sys.modules  # else it is too late
command._count_in_one_thread()
import sklearn
from threadpoolctl import threadpool_info
print(sorted({each["num_threads"] for each in threadpool_info()}))
"""
OURS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def threads(**environment: str) -> str:
    plain = {name: value for name, value in os.environ.items() if name not in OURS}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**plain, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_one_thread_counts():
    assert threads() == "[1]"


def test_what_an_operator_set_stays():
    assert threads(OMP_NUM_THREADS="2", OPENBLAS_NUM_THREADS="2") == "[2]"
