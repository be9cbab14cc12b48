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
]

# Patterns of a type that together match everything; holes as above bind a variable of that type.
PATTERNS = {
    "O": ("Some({D})", "None"), "X": ("Ok({D})", "Err({S})"), "E": ("E::Unit", "E::One({D})", "E::Two({D}, {B})", "E::Named {{ x: {D}, s: {S} }}"), "G": ("Some({B})", "None"),
    "T": ("({D}, {S})",), "P": ("P {{ a: {D}, b: {B}, c: {S} }}",), "A": ("[{D}, {D}]",),
}
