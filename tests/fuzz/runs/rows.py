"""What the generator can write: types, expressions, patterns. Types have one letter.

A row of `EXPRESSIONS` is (weight, template). Holes: `{D}` a value of type D (moved or new); `{&D}` a reference to a variable or
temporary; `{.D}` and `{!D}` a receiver that is borrowed, shared or mutably; `{#}` a number of its own, `{I}` an `i32`,
`{C}` a condition. A hole that begins with `~` makes a temporary that borrows and has a destructor.
"""

TYPES = {
    "D": "D", "B": "Box<D>", "V": "Vec<D>", "O": "Option<D>", "R": "Rc<D>", "S": "String", "P": "P", "T": "(D, String)", "E": "E", "Q": "Q",
    "C": "Rc<RefCell<Vec<D>>>", "X": "Result<D, String>", "A": "[D; 2]", "L": "Box<dyn Look>", "F": "Box<dyn FnOnce() -> D>", "K": "VecDeque<D>",
    "M": "BTreeMap<i32, D>", "Y": "Box<[D]>", "G": "Option<Box<D>>", "H": "Vec<String>",
}
FIELDS = {"P": (("a", "D"), ("b", "B"), ("c", "S")), "T": (("0", "D"), ("1", "S"))}        # types that can be taken apart
BOUND = {"P": "P", "T": "", "E": "E"}

EXPRESSIONS = {
    "D": [(6, "d({#})"), (2, "{O}.unwrap()"), (2, "{O}.unwrap_or({D})"), (1, "{O}.unwrap_or_else(|| d({#}))"), (1, "{O}.unwrap_or_default()"), (2, "*{B}"), (2, "{P}.a"), (1, "*{P}.b"),
          (2, "{T}.0"), (2, "id({D})"), (2, "two({D}, {E})"), (1, "{D} + {D}"), (1, "&{D} + {I}"), (1, "!{D}"), (2, "{F}()"), (2, "{!V}.remove(0)"), (2, "{!V}.pop().unwrap()"),
          (1, "{!V}.swap_remove(0)"), (2, "mem::replace({&!D}, {D})"), (1, "mem::take({&!D})"), (2, "{.D}.clone()"), (1, "{V}.into_iter().next().unwrap()"),
          (1, "{V}.into_iter().last().unwrap()"), (1, "{V}.into_iter().rev().nth(1).unwrap_or({D})"), (1, "(|| {D})()"), (1, "{!K}.pop_front().unwrap()"), (1, "{!M}.remove(&{I}).unwrap_or({D})"),
          (1, "{V}.into_iter().reduce(|x, y| x + y).unwrap()"), (1, "{V}.into_iter().fold({D}, |x, y| y)"), (1, "{X}.unwrap()"), (1, "{X}.unwrap_or_else(|e| d(e.look()))"),
          (1, "D {{ n: {I}, s: {S} }}"), (1, "{!O}.take().unwrap()"), (1, "{!O}.insert({D}).clone()"), (1, "{!O}.get_or_insert_with(|| d({#})).clone()"), (1, "{.V}[0].clone()"),
          (1, "(*{R}).clone()"), (1, "Rc::try_unwrap({R}).unwrap_or_else(|r| (*r).clone())"), (1, "{!C}.borrow_mut().pop().unwrap()"), (1, "{.C}.borrow()[0].clone()"), (1, "[{D}, {D}][1].clone()"),
          (1, "({D}, {I}).0"), (1, "({I}, {D}).1"), (1, "mem::replace({!V}.first_mut().unwrap(), {D})"), (1, "Option::unwrap_or_default({!M}.insert({I}, {D}))"), (1, "{A}.into_iter().next().unwrap()")],
    "B": [(4, "Box::new({D})"), (1, "{G}.unwrap()"), (1, "{P}.b"), (1, "id({B})"), (1, "{.B}.clone()"), (1, "mem::replace({&!B}, {B})")],
    "V": [(3, "vec![{D}, {D}]"), (2, "vec![{D}]"), (1, "vec![{D}; 2]"), (1, "vec![{D}, d(boom({#})), {D}]"), (2, "Vec::<D>::new()"), (1, "Vec::from([{D}, {D}])"), (2, "mem::take({&!V})"), (1, "Vec::from({K})"),
          (1, "{V}.into_iter().map(|x| !x).collect::<Vec<D>>()"), (1, "{V}.into_iter().filter(|x| x.n % 2 == 0).collect::<Vec<D>>()"), (1, "{V}.into_iter().rev().collect::<Vec<D>>()"),
          (1, "{!V}.split_off(1)"), (1, "{!V}.drain(..).collect::<Vec<D>>()"), (1, "{!V}.drain(1..).collect::<Vec<D>>()"), (1, "{.V}.clone()"), (1, "{V}.into_iter().skip(1).collect::<Vec<D>>()"),
          (1, "{V}.into_iter().take(1).collect::<Vec<D>>()"), (1, "{V}.into_iter().chain({V}).collect::<Vec<D>>()"), (1, "{O}.into_iter().collect::<Vec<D>>()"),
          (1, "{A}.into_iter().collect::<Vec<D>>()"), (1, "{V}.into_iter().zip({V}).map(|(x, y)| y).collect::<Vec<D>>()"), (1, "{Y}.into_vec()"), (1, "{M}.into_values().collect::<Vec<D>>()"),
          (1, "{V}.into_iter().filter_map(|x| if x.n > 9 {{ Some(x) }} else {{ None }}).collect::<Vec<D>>()"), (1, "(0..2).map(|k| d(k + {#})).collect::<Vec<D>>()"),
          (1, "mem::take(&mut *{!C}.borrow_mut())"), (1, "(1..4).map(|k| d(boom(k + {#}))).collect::<Vec<D>>()"), (1, "{V}.into_iter().map(|x| d(boom(x.n))).collect::<Vec<D>>()"),
          (1, "{V}.into_iter().flat_map(|x| vec![x, d(4)]).collect::<Vec<D>>()"), (1, "{!V}.splice(..1, [{D}]).collect::<Vec<D>>()"), (1, "{V}.into_iter().partition::<Vec<D>, _>(|x| x.n % 2 == 0).1")],
    "O": [(3, "Some({D})"), (1, "None::<D>"), (2, "opt({#})"), (1, "{X}.ok()"), (1, "{!O}.take()"), (1, "{!O}.replace({D})"), (1, "{O}.or({O})"), (1, "{O}.and_then(|x| opt(x.n))"), (1, "{O}.map(|x| !x)"),
          (1, "{O}.filter(|x| x.n % 2 == 0)"), (1, "{!V}.pop()"), (1, "{!K}.pop_back()"), (1, "{O}.xor({O})"), (1, "{O}.zip({O}).map(|(x, y)| y)"), (1, "{V}.into_iter().next()"), (1, "{!M}.remove(&{I})"),
          (1, "{V}.into_iter().find(|x| x.n % 2 == 0)"), (1, "{!M}.insert({I}, {D})"), (1, "{.V}.first().cloned()"), (1, "{.V}.iter().cloned().next()"), (1, "{O}.or_else(|| opt({#}))"),
          (1, "{!O}.take_if(|x| x.n % 2 == 0)"), (1, "{G}.map(|x| *x)"), (1, "{.O}.clone()"), (1, "catch_unwind(AssertUnwindSafe(|| {D})).ok()")],
    "R": [(3, "Rc::new({D})"), (3, "{.R}.clone()"), (1, "Rc::clone({&R})"), (1, "mem::replace({&!R}, {R})"), (1, "Rc::<D>::from({B})")],
    "S": [(3, "String::from(\"str\")"), (1, "format!(\"{{}} {{}}\", {I}, see({&D}))"), (1, "{I}.to_string()"), (1, "{P}.c"), (1, "{T}.1"), (1, "{S} + {&S}"), (1, "mem::take({&!S})"), (1, "{.S}.clone()"),
          (1, "{X}.err().unwrap_or_default()"), (1, "{H}.concat()"), (1, "{H}.join(\"-\")"), (1, "{!H}.pop().unwrap_or_default()"), (1, "{.S}.replace('r', \"rr\")"), (1, "{.S}.repeat(2)"), (1, "String::new()"),
          (1, "{.S}.chars().rev().collect::<String>()"), (1, "{.S}.to_uppercase()")],
    "P": [(3, "P {{ a: {D}, b: {B}, c: {S} }}"), (2, "p({#})"), (1, "P {{ c: {S}, a: {D}, ..{P} }}"), (1, "P {{ a: {D}, ..{P} }}"), (1, "id({P})"), (1, "P {{ b: {B}, ..p(boom({#})) }}")],
    "T": [(3, "({D}, {S})"), (1, "id({T})"), (1, "mem::replace({&!T}, {T})"), (1, "({D}, i(boom({#})).to_string())")],
    "E": [(1, "E::Unit"), (2, "E::One({D})"), (2, "E::Two({D}, {B})"), (2, "E::Named {{ s: {S}, x: {D} }}"), (1, "mem::replace({&!E}, {E})"), (1, "{O}.map_or(E::Unit, E::One)"), (1, "{O}.map(E::One).unwrap_or({E})")],
    "Q": [(3, "Q {{ v: {V}, tag: {S} }}"), (1, "mem::replace({&!Q}, {Q})"), (1, "id({Q})")],
    "C": [(3, "Rc::new(RefCell::new({V}))"), (3, "{.C}.clone()"), (1, "Rc::clone({&C})")],
    "X": [(2, "res({#})"), (1, "Ok::<D, String>({D})"), (1, "Err::<D, String>({S})"), (1, "{O}.ok_or({S})"), (1, "{O}.ok_or_else(|| String::from(\"none\"))"), (1, "{X}.and_then(|x| res(x.n))"), (1, "{X}.map(|x| !x)"), (1, "{X}.or_else(|e| res(e.look()))"),
          (1, "{X}.and({X})"), (1, "{V}.into_iter().map(|x| res(x.n)).collect::<Result<Vec<D>, String>>().map(|mut v| v.remove(0))")],
    "A": [(3, "[{D}, {D}]"), (1, "[{D}, d(boom({#}))]"), (1, "{A}.map(|x| !x)"), (1, "std::array::from_fn::<D, 2, _>(|k| d(k as i32 + {#}))"), (1, "mem::replace({&!A}, {A})")],
    "L": [(2, "Box::new({D}) as Box<dyn Look>"), (1, "Box::new({P}) as Box<dyn Look>"), (1, "Box::new({V}) as Box<dyn Look>"), (1, "Box::new(({D}, {S})) as Box<dyn Look>")],
    "F": [(2, "{{ let captured = {D}; Box::new(move || captured) as Box<dyn FnOnce() -> D> }}"), (1, "{{ let captured = {P}; Box::new(move || captured.a) as Box<dyn FnOnce() -> D> }}"),
          (1, "{{ let captured = {V}; Box::new(move || captured.into_iter().next().unwrap()) as Box<dyn FnOnce() -> D> }}"), (1, "Box::new(|| d({#})) as Box<dyn FnOnce() -> D>"),
          (1, "{{ let (one, other) = ({D}, {B}); Box::new(move || {{ drop(other); one }}) as Box<dyn FnOnce() -> D> }}")],
    "K": [(2, "VecDeque::from([{D}, {D}])"), (1, "VecDeque::from({V})"), (1, "VecDeque::<D>::new()"), (1, "{V}.into_iter().collect::<VecDeque<D>>()")],
    "M": [(2, "BTreeMap::from([({I}, {D}), ({I}, {D})])"), (1, "BTreeMap::<i32, D>::new()"), (1, "{V}.into_iter().map(|x| (x.n, x)).collect::<BTreeMap<i32, D>>()")],
    "Y": [(2, "{V}.into_boxed_slice()"), (1, "Box::new({A}) as Box<[D]>")],
    "G": [(2, "Some::<Box<D>>({B})"), (1, "None::<Box<D>>"), (1, "{O}.map(Box::new)"), (1, "{!G}.take()")],
    "H": [(2, "vec![{S}, {S}]"), (1, "{V}.into_iter().map(|x| x.s.clone()).collect::<Vec<String>>()"), (1, "{.S}.split('r').map(String::from).collect::<Vec<String>>()"), (1, "vec![{S}; 2]"), (1, "Vec::<String>::new()")],
    "I": [(9, "{#}"), (3, "i({#})"), (1, "boom({#})"), (2, "{~LOOK}.look()"), (2, "{.ANY}.look()"), (2, "see({&ANY})"), (1, "{.V}.len() as i32"), (1, "{D}.n"), (1, "{.S}.len() as i32"), (1, "i32::wrapping_add({I}, {I})"), (1, "{.V}[0].n"),
          (1, "{.V}.iter().map(|x| x.n).max().unwrap_or({I})"), (1, "({D}, {I}).1"), (1, "[{I}, see({&D})][1]"), (1, "{.C}.borrow().len() as i32"), (1, "{~BORROW}.len() as i32"), (1, "Rc::strong_count({&R}) as i32"),
          (1, "match {O} {{ Some(x) if x.n % 2 == 0 => x.n, Some(_) => 1, None => 2 }}"), (1, "{{ {D}; {I} }}"), (1, "{P}.b.n"), (1, "pass({&D}).n"), (1, "{.M}.values().map(|x| x.n).fold(0, |a, b| a ^ b)"), (1, "{A}[i({#}) as usize % 3].n")],
    "C?": [(4, "c({#})"), (2, "c({I})"), (2, "{D} == {D}"), (1, "{&D} == {&D}"), (1, "{.O}.is_some()"), (1, "{.V}.is_empty()"), (1, "{C?} && {C?}"), (1, "{C?} || {C?}"), (1, "!{C?}"), (1, "{I} < {I}"), (1, "{S} == {S}"), (1, "{V} == {V}"),
           (1, "{.V}.contains({&D})"), (1, "matches!({O}, Some(x) if x.n % 2 == 0)"), (1, "{O}.is_some_and(|x| x.n % 2 == 0)"), (1, "{V}.iter().any(|x| x.n == 4)")],
}

# More of the same: what a value goes through in std and in newer syntax.
MORE = {
    "D": ["ManuallyDrop::into_inner(ManuallyDrop::new({D}))", "Rc::downgrade({&R}).upgrade().map_or_else(|| d({#}), |r| (*r).clone())", "std::iter::once({D}).next().unwrap()", "{K}.into_iter().last().unwrap()",
          "{M}.into_values().next().unwrap_or_default()", "{!M}.pop_first().unwrap().1", "{!M}.entry({I}).or_default().clone()", "match {X} {{ Ok(x) if let Some(y) = opt(x.n) => y, Ok(x) => x, Err(e) => d(e.look()) }}",
          "match {O} {{ Some(x) if let Some(y) = {O} => {{ drop(x); y }} Some(x) => x, None => d({#}) }}", "(|| {{ let x = {O}?; Some(!x) }})().unwrap_or_default()", "{V}.into_iter().min_by_key(|x| x.n).unwrap()",
          "{V}.into_iter().rev().skip_while(|x| x.n % 2 == 0).next().unwrap_or({D})", "{V}.into_iter().try_fold({D}, |a, x| if x.n > 30 {{ Err(x) }} else {{ Ok(x) }}).unwrap_or_else(|x| x)", "{!K}.swap_remove_back(0).unwrap()",
          "{V}.into_iter().peekable().next_if(|x| x.n % 2 == 0).unwrap_or_default()", "LazyCell::new(|| {D}).clone()", "Cell::new({O}).take().unwrap()", "{.A}.iter().rev().cloned().next().unwrap()", "Cow::Owned::<D>({D}).into_owned()",
          "{{ let P {{ a, .. }} = {P}; a }}", "{{ let (x, _) = {T}; x }}", "{{ let [_, x] = {A}; x }}", "{{ let Some(x) = {O} else {{ panic!(\"none\") }}; x }}", "{{ let mut x = {D}; [_, x] = {A}; x }}", "{{ let mut x = {D}; P {{ a: x, .. }} = {P}; x }}"],
    "B": ["boom({#}).pipe(|k| Box::new(d(k)))", "{V}.into_iter().map(Box::new).next().unwrap()", "Box::new({A}[1].clone())"],
    "V": ["{!V}.extract_if(.., |x| x.n % 2 == 0).collect::<Vec<D>>()", "std::iter::repeat_n({D}, 2).collect::<Vec<D>>()", "{V}.into_iter().step_by(2).collect::<Vec<D>>()", "{V}.into_iter().scan(0, |a, x| {{ *a += x.n; if *a > 90 {{ None }} else {{ Some(x) }} }}).collect::<Vec<D>>()",
          "{V}.into_iter().map_while(|x| if x.n % 3 == 0 {{ None }} else {{ Some(x) }}).collect::<Vec<D>>()", "std::iter::successors(Some({D}), |x| if x.n > 60 {{ None }} else {{ Some(d(x.n + 21)) }}).take(3).collect::<Vec<D>>()",
          "{V}.into_iter().inspect(|x| println!(\"seen {{}}\", x.n)).collect::<Vec<D>>()", "[{D}, {D}].into_iter().flat_map(|x| [x.clone(), x]).collect::<Vec<D>>()", "{V}.into_iter().unzip_pairs()", "vec![{V}, {V}].concat()", "{!V}.drain(..).rev().collect::<Vec<D>>()",
          "{V}.into_iter().enumerate().map(|(k, x)| d(boom(x.n + k as i32))).collect::<Vec<D>>()", "{V}.chunks(2).map(|k| k[0].clone()).collect::<Vec<D>>()", "{V}.windows(2).map(|k| k[1].clone()).collect::<Vec<D>>()", "{K}.into_iter().rev().collect::<Vec<D>>()",
          "{!K}.drain(..1).collect::<Vec<D>>()", "{M}.into_iter().map(|(k, x)| x).collect::<Vec<D>>()", "{O}.into_iter().chain({O}).collect::<Vec<D>>()", "{V}.into_iter().skip(1).step_by(1).collect::<Vec<D>>()", "{V}.split_off_last()", "Vec::from({Y})",
          "{V}.into_iter().map(|x| opt(x.n)).collect::<Option<Vec<D>>>().unwrap_or_default()", "{V}.into_iter().map(|x| opt(x.n)).flatten().collect::<Vec<D>>()", "{V}.to_vec()", "{V}[..1].to_vec()", "{.V}.iter().filter(|x| x.n > 5).cloned().collect::<Vec<D>>()"],
    "O": ["{!V}.pop_if(|x| x.n % 2 == 0)", "{!K}.pop_front_if(|x| x.n % 2 == 0)", "{!M}.pop_last().map(|(_, x)| x)", "{V}.into_iter().reduce(|x, y| y)", "{V}.into_iter().max_by_key(|x| x.n)", "{V}.into_iter().nth(1)", "{O}.and({O})", "{O}.inspect(|x| println!(\"in {{}}\", x.n))",
          "{X}.map_or(None, Some)", "{A}.into_iter().find_map(|x| opt(x.n))", "{M}.into_iter().next_back().map(|x| x.1)", "(|| {{ let x = {X}.ok()?; Some(x) }})()", "if c({I}) {{ {O} }} else {{ None }}", "{V}.into_iter().rfind(|x| x.n > 3)", "{C?}.then(|| {D})", "{C?}.then_some({D})",
          "Rc::try_unwrap({R}).ok()", "Rc::into_inner({R})", "{{ let mut x = {O}; x.get_or_insert_with(|| d({#})).n += 1; x }}", "std::iter::from_fn(|| opt({#})).next()", "catch_unwind(AssertUnwindSafe(|| {O})).unwrap_or(None)"],
    "R": ["Rc::new_cyclic(|me| {{ println!(\"{{}}\", me.strong_count()); {D} }})", "{{ let mut r = {R}; Rc::make_mut(&mut r).n += 1; r }}", "{{ let r = {R}; let k = Rc::downgrade(&r); drop(r); k.upgrade().unwrap_or_else(|| Rc::new({D})) }}"],
    "S": ["{!S}.split_off(1)", "{!S}.drain(..1).collect::<String>()", "{S}.into_boxed_str().into_string()", "String::from_utf8({S}.into_bytes()).unwrap()", "{.S}.split('r').rev().collect::<Vec<&str>>().join(\"/\")", "{H}.into_iter().rev().collect::<String>()", "format!(\"{{:?}}\", {D})",
          "{.S}.char_indices().filter(|(k, _)| k % 2 == 0).map(|x| x.1).collect::<String>()", "{{ let mut s = {S}; s.insert_str(1, \"ins\"); s }}", "{{ let mut s = {S}; s.retain(|c| c != 't'); s }}", "{S}.lines().next().unwrap_or_default().to_string()", "{{ let (_, s) = {T}; s }}"],
    "X": ["{X}.inspect_err(|e| println!(\"e {{e}}\"))", "{X}.map_err(|e| e + \"!\")", "{X}.or({X})", "(|| {{ let x = {X}?; res(x.n) }})()", "{V}.into_iter().map(|x| res(x.n)).next().unwrap()", "catch_unwind(AssertUnwindSafe(|| {D})).map_err(|e| e.downcast::<String>().map_or(String::new(), |s| *s))",
          "{O}.map(|x| Ok::<D, String>(x)).transpose().map(|x| x.unwrap_or_default())"],
    "A": ["{{ let mut a = {A}; a.swap(0, 1); a }}", "{V}.try_into().unwrap_or_else(|v: Vec<D>| [d({#}), d(v.len() as i32)])", "[const {{ None::<D> }}; 2].map(|x| x.unwrap_or_default())", "{{ let [x, y] = {A}; [y, x] }}"],
    "L": ["Box::new({O}) as Box<dyn Look>", "Box::new({R}) as Box<dyn Look>", "Box::new({E}) as Box<dyn Look>", "if c({I}) {{ Box::new({D}) as Box<dyn Look> }} else {{ Box::new({Q}) as Box<dyn Look> }}"],
    "F": ["{{ let (a, mut b) = ({D}, {V}); Box::new(move || {{ b.push(a); b.remove(0) }}) as Box<dyn FnOnce() -> D> }}", "{{ let f = {F}; Box::new(move || !f()) as Box<dyn FnOnce() -> D> }}", "{{ let p = {P}; Box::new(move || {{ let P {{ b, .. }} = p; *b }}) as Box<dyn FnOnce() -> D> }}"],
    "K": ["{{ let mut k = {K}; k.rotate_left(1); k }}", "{{ let mut k = {K}; k.push_front({D}); k.make_contiguous().reverse(); k }}", "{{ let mut k = {K}; k.extend({V}); k.truncate(2); k }}", "{{ let mut k = {K}; k.retain(|x| x.n % 2 == 0); k }}", "{K}.split_off_one()", "{{ let mut k = {K}; k.insert(1, {D}); k }}"],
    "M": ["{{ let mut m = {M}; m.retain(|k, _| k % 2 == 0); m }}", "{{ let mut m = {M}; m.append(&mut {M}); m }}", "{{ let mut m = {M}; m.split_off(&20) }}", "{{ let mut m = {M}; m.extract_if(.., |_, x| x.n % 2 == 0).collect::<BTreeMap<i32, D>>() }}", "(0..14).map(|k| (k % 12, d(k))).collect::<BTreeMap<i32, D>>()",
          "{{ let mut m = {M}; if let Some(e) = m.first_entry() {{ e.remove(); }} m }}", "{{ let mut m = {M}; m.entry({I}).and_modify(|x| x.n += 1).or_insert({D}); m }}"],
    "Q": ["Q {{ v: vec![{D}, d(boom({#}))], tag: {S} }}", "Q {{ tag: {S}, v: {V} }}"],
    "E": ["match {E} {{ E::One(x) => E::Two(x, {B}), E::Named {{ s, .. }} if let Some(x) = opt(s.look()) => E::One(x), e => e }}"],
    "I": ["match {E} {{ E::One(x) | E::Named {{ x, .. }} if let Some(y) = opt(x.n) => y.n, E::Two(ref x, _) if x.n > 3 => x.n, _ => 4 }}", "{V}.into_iter().position(|x| x.n % 2 == 0).map_or(0, |k| k as i32)", "{V}.into_iter().map(|x| x.n).rev().take(2).fold(0, i32::wrapping_add)",
          "{V}.iter().zip(&{V}).map(|(x, y)| x.n ^ y.n).fold(0, |a, b| a ^ b)", "{{ let x = &{D}; x.n }}", "{{ let f = |x: D| x.n; f({D}) }}", "{V}.into_iter().count() as i32", "if let Some(x) = {.O}.as_ref() {{ x.n }} else {{ {I} }}", "Rc::weak_count({&R}) as i32"],
}


def widen():
    """Add `MORE` to `EXPRESSIONS`, each once; `C?` has conditions of its own."""
    for kind, templates in MORE.items():
        EXPRESSIONS[kind] += [(1, template) for template in templates]


widen()

# Statements without control flow: (weight, template).
STATEMENTS = [
    (3, "{ANY};"), (2, "eat({ANY});"), (2, "drop({ANY});"), (1, "let _ = {ANY};"), (2, "{!V}.push({D});"), (1, "{!V}.insert(0, {D});"), (1, "{!V}.truncate(1);"), (1, "{!V}.clear();"), (1, "{!V}.extend({V});"),
    (1, "{!V}.append({&!V});"), (1, "{!V}.retain(|x| x.n % 2 == 0);"), (1, "{!V}.dedup();"), (1, "{!V}.drain(..1);"), (1, "{!V}[0] = {D};"), (1, "{!V}.resize({I} as usize % 3, {D});"), (1, "{!V}.fill({D});"),
    (1, "{!K}.push_front({D});"), (1, "{!M}.insert({I}, {D});"), (1, "*{!M}.entry({I}).or_insert_with(|| d({#})) += {D};"), (1, "{!C}.borrow_mut().push({D});"), (1, "{!C}.borrow_mut()[0] = {D};"),
    (1, "*{!C}.borrow_mut() = {V};"), (1, "mem::swap({&!D}, {&!D});"), (1, "mem::swap({&!ONE}, {&!SAME});"), (1, "mem::forget({ANY});"), (2, "{=D} += {D};"), (1, "{=D} += {I};"), (1, "{=S} += {&S};"), (1, "{!S}.push_str({&S});"),
    (2, "println!(\"{{}} {{}}\", {I}, see({&ANY}));"), (1, "println!(\"{{:?}}\", {D});"), (1, "println!(\"{{:?}} {{}}\", {.V}, {I});"), (1, "assert!({C?});"), (1, "assert_eq!({D}, {D});"), (1, "{=BOX} = {D};"), (1, "({=D}, _) = ({D}, {D});"),
    (1, "{!V}.swap(0, 1);"), (1, "{!V}.iter_mut().for_each(|x| x.n = x.n.wrapping_add(1));"), (1, "{V}.into_iter().for_each(|x| println!(\"each {{}}\", x.n));"), (1, "{!O}.insert({D});"), (1, "{!V}.extend_from_slice({&V});"),
    (1, "{!V}.reserve(3);"), (1, "{!V}.shrink_to_fit();"), (1, "let _ = {!V}.drain(..).next();"), (1, "i(boom({#}));"), (1, "{!D}.n = {I};"), (1, "{!V}.iter().map(|x| x.clone()).next();"), (1, "{!O}.as_mut().unwrap().n = {I};"),
    (1, "if let Some(x) = {!V}.last_mut() {{ *x = {D}; }}"), (1, "{!V}.sort_by(|x, y| x.n.cmp(&y.n));"), (1, "{!V}.rotate_left(1);"), (1, "{!D}.clone_from({&D});"), (1, "{!V}.clone_from({&V});"),
    (1, "[{=D}, _] = {A};"), (1, "P {{ a: {=D}, .. }} = {P};"), (1, "({=D}, ..) = ({D}, {S}, {I});"), (1, "{!V}.dedup_by_key(|x| x.n % 4);"), (1, "{!V}.retain_mut(|x| {{ x.n += 1; x.n % 2 == 0 }});"), (1, "{!V}.extend([{D}, d(boom({#}))]);"),
    (1, "{!V}.sort_by_cached_key(|x| x.n % 5);"), (1, "{!V}.fill_with(|| d({#}));"), (1, "{!V}.resize_with(3, || d(boom({#})));"), (1, "{!K}.extend({V});"), (1, "{!K}.clear();"), (1, "{!K}.resize(2, {D});"), (1, "{!M}.retain(|k, x| k + x.n > 20);"), (1, "{!M}.extend({M});"),
    (1, "{!C}.replace({V});"), (1, "{!C}.borrow_mut().retain(|x| boom(x.n) > 9);"), (1, "drop(Rc::downgrade({&R}));"), (1, "drop(catch_unwind(AssertUnwindSafe(|| drop({ANY}))));"), (1, "{!V}.swap_with_slice(&mut {V});"), (1, "let _ = ManuallyDrop::new({D});"),
    (1, "{!V}.extract_if(.., |x| boom(x.n) % 2 == 0).next();"), (1, "{!V}.splice(1.., {V}).next();"), (1, "{!H}.sort();"), (1, "{!H}.extend({V}.into_iter().map(|x| x.s.clone()));"), (1, "{!V}.insert({I} as usize % 2, {D});"), (1, "{!K}.insert(0, {D});"),
]

# Patterns of a type that together match everything; holes as above bind a variable of that type.
PATTERNS = {
    "O": ("Some({D})", "None"), "X": ("Ok({D})", "Err({S})"), "E": ("E::Unit", "E::One({D})", "E::Two({D}, {B})", "E::Named {{ x: {D}, s: {S} }}"), "G": ("Some({B})", "None"),
    "T": ("({D}, {S})",), "P": ("P {{ a: {D}, b: {B}, c: {S} }}",), "A": ("[{D}, {D}]",),
}
