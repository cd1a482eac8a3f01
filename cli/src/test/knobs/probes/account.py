"""Two seconds of NumPy, BLAS and C library; then says so and waits for the end of its input."""

import sys
import time

import numpy as np

end = time.time() + 2
random = np.random.default_rng(1)
while time.time() < end:
    a = random.random((300, 300))
    total = (a @ a).sum() + np.sort(a.ravel())[7] + np.exp(a)[0, 0] + np.linalg.svd(a[:50, :50])[1][0]
    total += (a.astype(np.float32) * 3).astype(np.int32).sum() + (bytes(200000) + b"x").find(b"x")
print("done", flush=True)
sys.stdin.read()
