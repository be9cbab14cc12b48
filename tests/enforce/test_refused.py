"""`run --what-if`: programs that only the borrow checker refuses run up to the first broken memory rule, named with both lines."""

import subprocess
import sys

import pytest

STRUCT = "struct Loud(String);\nimpl Drop for Loud {\n    fn drop(&mut self) { println!(\"drop {}\", self.0); }\n}\n"

# (name, program, the code that the borrow checker gives, how the run ends)
CASES = [
    ("moved", 'fn main() {\n    let a = String::from("hello");\n    let b = a;\n    println!("{b}");\n    println!("{a}");\n}\n',
     "E0382", "use of the moved value of `a` at FILE:5; moved at FILE:3"),
    ("moved_in_loop", 'fn eat(text: String) -> usize { text.len() }\nfn main() {\n    let word = String::from("hi");\n    for i in 0..2 {\n'
     '        println!("{i} {}", eat(word));\n    }\n}\n', "E0382", "use of the moved value of `word` at FILE:5; moved at FILE:5"),
    ("moved_field", STRUCT + 'fn main() {\n    let loud = Loud(String::from("x"));\n    let text = loud.0;\n    println!("{text}");\n}\n',
     "E0509", "use of the moved value of `loud` at FILE:9; moved at FILE:7"),
    ("never_given", 'fn main() {\n    let count: i32;\n    if std::env::args().count() > 5 {\n        count = 1;\n    }\n    println!("{count}");\n}\n',
     "E0381", "use of `count`, which was never given a value at FILE:6"),
    ("dangling", 'fn main() {\n    let longest: &String;\n    {\n        let inner = String::from("inner");\n        longest = &inner;\n'
     '    }\n    println!("{longest}");\n}\n', "E0597", "use of a dangling reference to `inner` at FILE:7; freed at FILE:6"),
    ("returned", "fn largest(v: &[i32]) -> &i32 {\n    let copy = v[0];\n    let found = &copy;\n    found\n}\nfn main() {\n    let r = largest(&[3, 1]);\n"
     "    println!(\"{r}\");\n}\n", "E0515", "use of a dangling reference to `copy` at FILE:8; freed at FILE:5"),
    ("grown", 'fn main() {\n    let mut v = vec![1, 2, 3];\n    let first = &v[0];\n    v.push(4);\n    println!("{first}");\n}\n',
     "E0502", "read through an invalidated reference to `v` at FILE:5; written past the reference at FILE:4"),
    ("two_writers", 'fn main() {\n    let mut x = 5;\n    let a = &mut x;\n    let b = &mut x;\n    *b += 1;\n    *a += 1;\n    println!("{x}");\n}\n',
     "E0499", "read through an invalidated reference to `x` at FILE:6; written past the reference at FILE:5"),
    ("assigned", 'struct P { x: i32, y: i32 }\nfn main() {\n    let mut p = P { x: 1, y: 2 };\n    let r = &p.x;\n    p.y = 5;\n    p.x = 3;\n'
     '    println!("{r} {}", p.y);\n}\n', "E0506", "read through an invalidated reference to `p` at FILE:7; written past the reference at FILE:6"),
    ("iterator", 'fn main() {\n    let mut names = vec![String::from("a"), String::from("b")];\n    for name in names.iter() {\n        if name == "a" {\n'
     '            names.clear();\n        }\n    }\n}\n', "E0502", "read through an invalidated reference to `names` at FILE:3; written past the reference at FILE:5"),
    ("harmless", 'fn main() {\n    let mut n = 1;\n    let r = &mut n;\n    let s = &mut n;\n    *s += 1;\n    if n > 5 {\n        *r += 1;\n    }\n    println!("{n}");\n}\n',
     "E0499", "this run (exit code 0) broke no memory rule; another one could"),
]


def what_if(path):
    done = subprocess.run([sys.executable, "-m", "mr2py", "run", "--what-if", str(path)], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stderr


@pytest.mark.parametrize(("name", "text", "code", "end"), CASES, ids=[case[0] for case in CASES])
def test_first_bad_state(name, text, code, end, tmp_path):
    path = tmp_path / f"{name}.mrs"
    path.write_text(text)
    status, err = what_if(path)
    assert status == 1
    assert err.startswith(f"error[{code}]")                    # the verdict stands first
    assert err.splitlines()[-1] == "what if: " + end.replace("FILE", str(path))


def test_other_errors_do_not_run(tmp_path):
    path = tmp_path / "types.mrs"
    path.write_text("fn main() {\n    println!(\"ran\");\n    let a: i32 = \"x\";\n}\n")
    status, err = what_if(path)
    assert status == 1 and err.startswith("error[E0308]") and err.splitlines()[-1].startswith("what if: not only the borrow checker")


def test_accepted_programs_have_nothing_to_try(tmp_path):
    path = tmp_path / "fine.mrs"
    path.write_text("fn main() {}\n")
    status, err = what_if(path)
    assert status == 2 and "is accepted" in err


# --- a broken plan: what the code generator leaves out on purpose is noticed -----------------------------------------

FINE = STRUCT + """fn keep(loud: Loud, keep: bool) -> Option<Loud> {
    if keep {
        return Some(loud);
    }
    let text = &loud.0;
    println!("not kept: {text}");
    None
}
fn main() {
    let kept = keep(Loud(String::from("a")), true);
    println!("{}", kept.is_some());
    keep(Loud(String::from("b")), false);
}
"""
FAULTS = [
    ((), None, None),
    (("drop",), "leak", "is not dropped before its place ends"),
    (("move",), "moved", "use of the moved value"),
    (("borrow",), "uninitialised", "was never given a value"),
]


@pytest.mark.parametrize(("faults", "kind", "words"), FAULTS, ids=["none", "drop", "move", "borrow"])
def test_faults_are_noticed(faults, kind, words, capfd):
    from mr2py.driver import check, compile_program
    from mr2py_runtime import heap
    from mr2py_runtime.shadow import Violation

    Violation.first, Violation.report = None, True
    module = compile_program(check("fine.mrs", FINE), "off", "<fine.py>", enforce=True, faults=faults)
    heap.HEAP.reset()
    code = module.run()
    broken = Violation.first
    if kind is None:
        assert broken is None and code == 0
    else:
        assert code == 1 and broken.kind == kind and words in broken.what
        assert f"memory rule broken ({kind})" in capfd.readouterr().err
