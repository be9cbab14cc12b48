"""Files and folders. A call that may fail gives a negative error number of the system; the rest is written in mini-Rust."""

import os

from .containers import as_list

READ, WRITE, APPEND, TRUNCATE, CREATE, CREATE_NEW = 1, 2, 4, 8, 16, 32


class Last:
    """What a call left that gives more than a number."""

    status, error = None, 0


def attempt(function, *args):
    """What `function` gives, or its negative error number."""
    try:
        return function(*args) or 0
    except OSError as error:
        return -(error.errno or 5)
    except ValueError:
        return -22


def file_open(path, flags):
    write = flags & (WRITE | APPEND)
    mode = (os.O_RDWR if flags & READ else os.O_WRONLY) if write else os.O_RDONLY
    mode |= (os.O_APPEND if flags & APPEND else 0) | (os.O_TRUNC if flags & TRUNCATE and not flags & CREATE_NEW else 0)
    mode |= os.O_CREAT | os.O_EXCL if flags & CREATE_NEW else os.O_CREAT if flags & CREATE else 0
    return attempt(os.open, path, mode | getattr(os, "O_CLOEXEC", 0), 0o666)


def file_close(fd):
    attempt(os.close, fd)
    return ()


def file_read(fd, count):
    """The bytes that were read; `file_error` tells a failure."""
    Last.error = 0
    try:
        return list(os.read(fd, count))
    except OSError as error:
        Last.error = error.errno
        return []


def file_error():
    return Last.error


def file_write(fd, data):
    return attempt(os.write, fd, bytes(as_list(data)))


def file_seek(fd, offset, whence):
    return attempt(os.lseek, fd, offset, whence)


def file_set_len(fd, size):
    return attempt(os.ftruncate, fd, size)


def file_copy(fd):
    return attempt(os.dup, fd)


def file_status(path, follow):
    """Ask for the status of a path; `file_status_part` gives its parts."""
    def ask():
        Last.status = os.stat(path, follow_symlinks=follow)
    return attempt(ask)


def file_status_of(fd):
    def ask():
        Last.status = os.fstat(fd)
    return attempt(ask)


def file_status_part(which):
    """0 mode, 1 size, 2 to 4 nanoseconds of modification, access, creation (which is no such thing: the change)."""
    status = Last.status
    return (status.st_mode, status.st_size, status.st_mtime_ns, status.st_atime_ns, status.st_ctime_ns)[which]


ACTIONS = (os.unlink, os.rmdir, os.mkdir, os.rename, os.link, lambda path, mode: os.chmod(path, int(mode)))


def file_action(which, path, other):
    """Remove a file or folder, make a folder, rename, link, set the mode."""
    return attempt(ACTIONS[which], path, *([other] if which > 2 else []))


def file_names(path):
    """The names in a folder, with a `/` behind each."""
    Last.error = 0
    try:
        return "".join(name + "/" for name in os.listdir(path or "\0"))
    except (OSError, ValueError) as error:
        Last.error = getattr(error, "errno", None) or 2
        return ""


def file_real_path(path):
    Last.error = 0
    try:
        return os.path.realpath(path, strict=True)
    except (OSError, ValueError) as error:
        Last.error = getattr(error, "errno", None) or 22
        return ""


def current_dir():
    return os.getcwd()


def set_current_dir(path):
    return attempt(os.chdir, path)


def os_message(code):
    return os.strerror(code)
