"""Run `main` of one Python file once; prints as JSON on stderr: seconds, events recorded, their bytes as marshal writes them.

`python one.py FILE`: FILE is a module of `mr2py build`, or plain Python with a function `main`.
"""

import gc
import json
import marshal
import runpy
import sys
import time


def measure(path):
    namespace = runpy.run_path(path, run_name="measured")
    runtime = namespace.get("rt")
    gc.disable()
    start = time.perf_counter()
    if runtime is None:
        namespace["main"]()
        return {"seconds": time.perf_counter() - start, "events": 0, "bytes": 0}
    runtime.run_main(namespace["main"], namespace.get("SITES", ()))
    seconds = time.perf_counter() - start
    recorded = runtime.heap.HEAP.events
    return {"seconds": seconds, "events": len(recorded), "bytes": len(marshal.dumps(recorded))}


if __name__ == "__main__":
    result = measure(sys.argv[1])
    sys.stdout.flush()
    print(json.dumps(result), file=sys.stderr)
