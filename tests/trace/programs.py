"""Programs with every kind of event."""

OWNERS = """\
struct Person {
    name: String,
    age: Box<u8>,
}
impl Drop for Person {
    fn drop(&mut self) {
        println!("bye {}", self.name);
    }
}
fn longer<'a>(a: &'a str, b: &'a str) -> &'a str {
    if a.len() > b.len() { a } else { b }
}
fn grow(list: &mut Vec<String>) {
    list.push(String::from("x"));
}
fn main() {
    let ann = Person { name: String::from("Ann"), age: Box::new(30) };
    let text = "hello".to_owned();
    let copy = text.clone();
    let mut list = vec![text];
    let view = &list;
    println!("{}", view.len());
    grow(&mut list);
    for word in &list {
        println!("{}", longer(word, "abc"));
    }
    let mut total = 0;
    total += *ann.age;
    let other = ann;
    let inner = &other;
    println!("{total} {copy} {}", &inner.name);
    let mut digits = [1, 2];
    digits.swap(0, 1);
    list[5].clear();
}
"""

BRANCHES = """\
fn pick(first: bool) -> String {
    let a = String::from("one");
    let b = String::from("two");
    let chosen = if first { &a } else { &b };
    println!("{chosen}");
    a
}
fn main() {
    pick(true);
    let mut kept = pick(false);
    let size = &mut kept;
    if size.len() > 10 {
        size.push('!');
    }
    println!("{kept}");
}
"""

LEAK = """\
fn main() {
    std::mem::forget(String::from("kept"));
}
"""
