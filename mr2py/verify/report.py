"""The results of `mr2py verify` in words, as JSON lines, and as one exit code."""

import json

from . import compare

EXITS = {compare.SAME: 0, compare.VARIES: 0, compare.DIFFERS: 1, compare.TIMEOUT: 1, compare.UNSUPPORTED_HERE: 3, compare.UNREADABLE: 2}


def exit_code(results):
    """The worst code, by the order 2 (unreadable), 1 (differs), 3 (not supported), 0."""
    codes = {EXITS[result["result"]] for result in results}
    return next(code for code in (2, 1, 3, 0) if code in codes)


def sentence(result):
    """A result for people, one line or three."""
    name, kind = result["file"], result["result"]
    if kind == compare.SAME:
        return f"{name}: same ({facts(result)})"
    if kind == compare.VARIES:
        return f"{name}: the {result['what']} varies from one native run to the next, so it is not compared"
    if kind == compare.UNSUPPORTED_HERE:
        return f"{name}: not supported by mini-Rust: {result['what']}"
    if kind in (compare.TIMEOUT, compare.UNREADABLE):
        return f"{name}: not compared: {result['what']}"
    where = {"verdict": "line", "stdout": "line", "heap log": "event"}.get(result["what"])
    place = f", {where} {result['line']}" if where and result.get("line") else ""
    return f"{name}: differs in the {result['what']}{place}\n  native: {result['native']}\n  mr2py:  {result['mr2py']}"


def facts(result):
    if result["verdict"] == "rejected":
        return f"rejected, {count(result['errors'], 'error')}"
    events = "heap log not compared" if result.get("heap") is None else count(result["heap"], "heap event")
    lines = count(result["stdout"].count(b"\n"), "line")
    return f"accepted, {lines} of output, exit {compare.exit_name(result['exit'])}, {events}"


def count(number, word):
    return f"{number} {word}{'' if number == 1 else 's'}"


def json_line(result):
    """A result as one JSON object; of stdout the number of its lines."""
    entry = dict(result)
    if "stdout" in entry:
        entry["stdout"] = entry["stdout"].count(b"\n")
    return json.dumps(entry, ensure_ascii=False)
