"""Mistakes of types and names, put into the text of a program: each changes one place that a pattern finds."""

import re

# (what is looked for, what it becomes): `\\1` as in `re`
CHANGES = [
    (r"\bnum\(\)", "string()"), (r"\bnum\(\)", "num(1)"), (r"\bnum\(\)", "true"), (r"\bnum\(\)", "num"), (r"\bnum\(\)", "3u8"), (r"\bnum\(\)", "\"n\""), (r"\bnum\(\)", "nun()"),
    (r"\bstring\(\)", "num()"), (r"\bstring\(\)", "text()"), (r"\bstring\(\)", "&string()"), (r"\bstring\(\)", "string"), (r"\bstring\(\)", "Some(string())"), (r"\bstring\(\)", "'s'"),
    (r"\bstring\(\)", "item()"), (r"\bstring\(\)", "string().len()"), (r"\bstring\(\)", "()"), (r"\bstring\(\)", "string(2)"), (r"\bstring\(\)", "string()?"), (r"\bstring\(\)", "*string()"),
    (r"\bitem\(\)", "Item"), (r"\bitem\(\)", "Item { name: string() }"), (r"\bitem\(\)", "Item::make()"), (r"\bitem\(\)", "item().name"), (r"\bitem\(\)", "Loud::new(\"z\")"), (r"\bitem\(\)", "item().pos.z"),
    (r"\bwords\(\)", "vec![1]"), (r"\bwords\(\)", "[string()]"), (r"\bwords\(\)", "words().iter()"), (r"\bwords\(\)", "words()[\"a\"]"), (r"\bwords\(\)", "words().get(0)"),
    (r"\bc\(\)", "num()"), (r"\bc\(\)", "c() == 1"), (r"\bc\(\)", "c"), (r"\bc\(\)", "!text()"), (r"\bc\(\)", "c().is_some()"), (r"\bc\(\)", "string() < 1"),
    (r"\.push\('x'\)", ".push(\"x\")"), (r"\.push\('x'\)", ".add('x')"), (r"\.push\('x'\)", ".push()"), (r"\.push\('x'\)", ".push('x', 'y')"), (r"\.clear\(\)", ".clean()"), (r"\.clear\(\)", ".clear"),
    (r"\.len\(\)", ".size()"), (r"\.len\(\)", ".len"), (r"\.name\b", ".nam"), (r"\.name\b", ".name.first"), (r"\.pos\.x\b", ".pos.0"), (r"\.clone\(\)", ".copy()"), (r"\.tags\b", ".tags()"),
    (r"\bSome\(", "Ok("), (r"\bSome\(", "Sum("), (r"\bSome\((\w+)\)", r"Some(\1, 1)"), (r"\bNone\b", "Nothing"), (r"&mut (\w+)", r"&\1"), (r"&(?!mut\b)(\w+)", r"\1"), (r"&(?!mut\b)(\w+)", r"&&mut \1"),
    (r"\bshow\(&(\w+)\)", r"show(\1)"), (r"\bshow\(&(\w+)\)", r"show(&\1, 1)"), (r"\bshow\(&(\w+)\)", r"show(&|| \1)"), (r"\beat\((\w+)\)", r"eat::<String>(\1)"), (r"\beat\((\w+)\)", r"eat(\1 + 1)"),
    (r"\beat\((\w+)\)", r"eat(-\1)"), (r"\beat\((\w+)\)", r"eat(\1 as i32)"), (r"\beat\((\w+)\)", r"eat(\1 == \1)"), (r"\beat\((\w+)\)", r"eat(*\1)"), (r"\beat\((\w+)\)", r"eat(\1())"), (r"\beat\((\w+)\)", r"eat(\1[0])"),
    (r"\beat\((\w+)\)", r"for k in \1 {}"), (r"\beat\((\w+)\)", r"println!(\"{}\", \1)"), (r"\beat\((\w+)\)", r"let z: i32 = \1"), (r"\beat\((\w+)\)", r"let (a, b) = \1"), (r"\beat\((\w+)\)", r"forever::<Pt>(\1)"),
    (r"_ => \{\}", ""), (r"Shape::Dot => \{\}", ""), (r"List::Nil => ", "List::Nul => "), (r"Shape::Line\((\w+), (\w+)\)", r"Shape::Line(\1)"), (r"Shape::Named \{ name: ", "Shape::Named { nam: "),
    (r"Shape::Line\((\w+), (\w+)\)", r"Shape::Line(1, \2)"), (r"-> String \{", "-> i32 {"), (r"-> String \{", "{"), (r"-> usize \{", "-> i32 {"), (r": String\b", ": Strin"), (r": String\b", ": &str"), (r": String\b", ": String<i32>"),
    (r": Vec<String>", ": Vec"), (r": Vec<String>", ": Vec<i32>"), (r": Item\b", ": Act"), (r": Item\b", ": Item<'static>"), (r"\bbreak;", "break 1;"), (r"\bbreak;", "break 'a;"), (r"\bbreak;", "return 1;"),
    (r"let mut (\w+) = ", r"let mut \1: i32 = "), (r"let mut (\w+) = ", r"let mut \1: _ = 1 + "), (r"let (\w+) = ", r"let \1: String = "), (r"let (\w+) = ", r"let \1: Vec<_> = "), (r"let (\w+) = ", r"let Some(\1) = "),
    (r"<T: Clone>", "<T>"), (r"<T: Copy>", "<T>"), (r"<F: Fn\(\) -> usize>", "<F>"), (r"\|\|", "|z|"), (r"\|x\|", "||"), (r"\bif c\(\) \{", "if let Some(z) = c() {"), (r"\bwhile c\(\) \{", "while c() == None {"),
    (r" \+ 1\b", " + \"1\""), (r" \+ 1\b", " + 1.0"), (r" \+= 1\b", " += 1u64"), (r"\bPt \{ x: 1", "Pt { x: 1u8"), (r"\bPt \{ x: 1, y: 2 \}", "Pt { x: 1 }"), (r"\bPt \{ x: 1, y: 2 \}", "Pt { x: 1, y: 2, z: 3 }"), (r"\bPt \{ x: 1, y: 2 \}", "Pt(1, 2)"),
]


def spoil(rng, text):
    """`text` with one or two places changed; unchanged where no pattern fits after some tries."""
    for _ in range(rng.pick((1, 1, 2))):
        for _ in range(12):
            pattern, replacement = rng.pick(CHANGES)
            places = list(re.finditer(pattern, text))
            if places:
                place = rng.pick(places)
                text = text[:place.start()] + place.expand(replacement.replace("\\\"", "\"")) + text[place.end():]
                break
    return text
