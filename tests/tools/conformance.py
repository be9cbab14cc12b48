"""Compare what `mr2py/std/*.mrs` declares with the documentation of Rust's own standard library.

    python tests/tools/conformance.py [--doc DIR] [--only NAME,…] [--quiet]

For each page of `PAGES`: the stable, safe, not deprecated methods that are missing, those whose signature differs
(both are printed, normalised), and the trait impls that are missing. Functions of the modules in `MODULES` likewise.
"""

import argparse
import html
import re
import sys
from pathlib import Path

from std_names import doc_dir

STD = Path(__file__).parents[2] / "mr2py" / "std"
INTS = [sign + bits for sign in "iu" for bits in ("8", "16", "32", "64", "128", "size")]
RANGES = ("Range", "RangeFrom", "RangeTo", "RangeInclusive", "RangeToInclusive", "RangeFull")
ADAPTERS = ("Chain Cloned Copied Cycle Empty Enumerate Filter FilterMap FlatMap Flatten FromFn Fuse Inspect Map MapWhile Once OnceWith Peekable Repeat RepeatN "
            "RepeatWith Rev Scan Skip SkipWhile StepBy Successors Take TakeWhile Zip").split()
SLICES = ("Chunks ChunksExact ChunksExactMut ChunksMut Iter IterMut RChunks RChunksMut RChunksExact RChunksExactMut RSplit RSplitMut RSplitN RSplitNMut Split SplitInclusive "
          "SplitInclusiveMut SplitMut SplitN SplitNMut Windows ChunkBy ChunkByMut").split()
STRS = ("Bytes CharIndices Chars EncodeUtf16 EscapeDebug EscapeDefault EscapeUnicode Lines MatchIndices Matches RMatchIndices RMatches RSplit RSplitN "
        "RSplitTerminator Split SplitAsciiWhitespace SplitInclusive SplitN SplitTerminator SplitWhitespace Utf8Error ParseBoolError").split()
FMT = "Arguments DebugList DebugMap DebugSet DebugStruct DebugTuple Error Formatter".split()
TRAITS = {"iter": "DoubleEndedIterator ExactSizeIterator Extend FromIterator FusedIterator IntoIterator Iterator Product Sum", "slice": "Concat Join SliceIndex",
          "cmp": "Eq Ord PartialEq PartialOrd", "convert": "AsMut AsRef From Into TryFrom TryInto", "default": "Default", "clone": "Clone",
          "ops": "RangeBounds Index IndexMut Deref DerefMut Add AddAssign Neg Not Shl Fn FnMut FnOnce", "fmt": "Debug Display Write LowerHex", "str": "FromStr",
          "string": "ToString", "borrow": "Borrow BorrowMut ToOwned"}
COLLECTIONS = (("vec_deque", "VecDeque"), ("linked_list", "LinkedList"), ("hash_map", "HashMap"), ("hash_set", "HashSet"), ("btree_map", "BTreeMap"),
               ("btree_set", "BTreeSet"), ("binary_heap", "BinaryHeap"))
STRUCTS = {"rc": "Rc", "sync": "Arc Mutex RwLock Condvar Barrier Once OnceLock LazyLock MutexGuard", "sync/mpsc": "Sender Receiver SyncSender", "cell": "Cell RefCell OnceCell LazyCell Ref RefMut",
           "time": "Duration Instant SystemTime", "thread": "JoinHandle Thread Builder", "any": "TypeId", "mem": "ManuallyDrop"}
PAGES = ([("primitive.slice.html", "[]"), ("primitive.array.html", "[;]"), ("primitive.str.html", "str"), ("primitive.char.html", "char"),
          ("primitive.bool.html", "bool"), ("primitive.unit.html", "()"), ("vec/struct.Vec.html", "Vec"), ("string/struct.String.html", "String"),
          ("option/enum.Option.html", "Option"), ("result/enum.Result.html", "Result"), ("cmp/enum.Ordering.html", "Ordering"),
          ("cmp/struct.Reverse.html", "Reverse"), ("ops/enum.Bound.html", "Bound"), ("ops/enum.ControlFlow.html", "ControlFlow"),
          ("boxed/struct.Box.html", "Box"), ("num/struct.Wrapping.html", "Wrapping"), ("num/struct.NonZero.html", "NonZero"), ("num/struct.Saturating.html", "Saturating"),
          ("num/struct.ParseIntError.html", "ParseIntError"), ("num/struct.ParseFloatError.html", "ParseFloatError"),
          ("num/struct.TryFromIntError.html", "TryFromIntError"), ("string/struct.FromUtf8Error.html", "FromUtf8Error"), ("convert/enum.Infallible.html", "Infallible")]
         + [(f"primitive.{name}.html", name) for name in INTS + ["f32", "f64"]]
         + [(f"ops/struct.{name}.html", name) for name in RANGES]
         + [(f"iter/struct.{name}.html", "iter::" + name) for name in ADAPTERS]
         + [(f"slice/struct.{name}.html", "slice::" + name) for name in SLICES]
         + [(f"str/struct.{name}.html", "str::" + name) for name in STRS]
         + [(f"fmt/struct.{name}.html", "fmt::" + name) for name in FMT]
         + [(f"vec/struct.{name}.html", "vec::" + name) for name in ("Drain", "IntoIter", "Splice", "ExtractIf")]
         + [(f"option/struct.{name}.html", "option::" + name) for name in ("Iter", "IterMut", "IntoIter")]
         + [(f"result/struct.{name}.html", "result::" + name) for name in ("Iter", "IterMut", "IntoIter")]
         + [("array/struct.IntoIter.html", "array::IntoIter"), ("string/struct.Drain.html", "string::Drain")]
         + [(f"char/struct.{name}.html", "char::" + name) for name in ("ToLowercase", "ToUppercase", "EscapeDebug", "EscapeDefault", "EscapeUnicode")]
         + [(f"collections/{kind}/struct.{name}.html", name) for kind, name in COLLECTIONS]
         + [(f"{module}/struct.{name}.html", name) for module, names in STRUCTS.items() for name in names.split()]
         + [("borrow/enum.Cow.html", "Cow"), ("rc/struct.Weak.html", "rc::Weak")]
         + [(f"{module}/trait.{name}.html", name) for module, names in TRAITS.items() for name in names.split()])
MODULES = ("mem", "cmp", "iter", "convert", "array", "slice", "str", "char", "fmt", "string", "option", "any", "hint")
NO_IMPL = set("Freeze RefUnwindSafe Send Sync Unpin UnsafeUnpin UnwindSafe Any Borrow BorrowMut CloneToUninit From:T Into ToOwned ToString TryFrom:U TryInto StructuralPartialEq "
              "TrustedLen UseCloned Residual Try FromResidual ConstParamTy_ Step SliceContains SimdElement ZeroablePrimitive VaArgSafe BitSized NonDrop "
              "UnsizedConstParamTy PinCoerceUnsized CoerceUnsized DispatchFromDyn DerefPure LegacyReceiver Receiver TrustedRandomAccessNoCoerce CoerceShared Allocator "
              "SliceJoin PatternConst TrustedStep AsyncFn IntoFuture FloatPrimitive DisjointBitOr CarryingMulAdd FunnelShift CarrylessMul RangePattern Random SimdCast NonZeroPrimitive "
              "Read Write BufRead Seek ToSocketAddrs ReverseSearcher Tuple OneSidedRange AsciiExt BorrowedSlice Pointee".split())
FOREIGN = re.compile(r"\b(?:MaybeUninit|Simd|Mask|Cell|RefCell|OnceCell|Rc|Arc|Weak|Cow|VecDeque|LinkedList|BinaryHeap|\w*Map|\w*Set|Os\w+|Path\w*|C\w*Str\w*|Byte\w+|BorrowedBuf|"
                     r"Clamp|Last|SlicePattern|NonZero\w*|NonZero|Atomic\w+|Ip\w*|Pin|ThinBox|UnsafeCell|Wrapping|Saturating|Mutex|SocketAddr\w*|__m\w+|f16|f128|Alignment|Ipv\w+|"
                     r"ScopedJoinHandle|Command\w*|Stdio|ExitCode|UniqueRc|UniqueArc|Iter|Stdin|Exclusive|SyncView|AsciiChar|Duration|SystemTime|float|Backtrace|Poll|Range\w*Iter|AsyncIterator|Coroutine|Context|Formatter)\b")
BLANKET = {"NumPrim": INTS + ["f32", "f64"], "IntPrim": INTS, "BitPrim": INTS + ["bool"], "SignedPrim": [i for i in INTS if i[0] == "i"] + ["f32", "f64"],
           "ScalarPrim": INTS + ["f32", "f64", "bool", "char"], "OrdPrim": INTS + ["bool", "char"]}
TOKEN = re.compile(r"'\w+|\w+|::|->|\.\.=?|=>|[^\w\s]")


# --- signatures, normalised ------------------------------------------------------------------------

def tokens(text):
    return TOKEN.findall(text)


def split_top(words, comma=","):
    """Split a token list at the commas outside all brackets."""
    parts, depth, part = [], 0, []
    for word in words:
        depth += word in ("(", "[", "<", "{")
        depth -= word in (")", "]", ">", "}")
        if word == comma and depth == 0:
            parts.append(part)
            part = []
        else:
            part.append(word)
    return [part for part in parts + [part] if part]


def closing(words, start):
    """The index of the bracket that closes the one at `start`."""
    depth = 0
    for i in range(start, len(words)):
        depth += words[i] in ("(", "[", "<", "{")
        depth -= words[i] in (")", "]", ">", "}")
        if depth == 0:
            return i
    raise ValueError(" ".join(words))


def strip_paths(words):
    """Without `crate::a::`, without allocator parameters."""
    out = []
    for i, word in enumerate(words):
        if word == "::" and out and re.fullmatch(r"[a-z]\w*", out[-1]) and out[-1] not in INTS and i + 1 < len(words) and words[i + 1] != "<":
            out.pop()
        else:
            out.append(word)
    return out


def bounds_of(params, where):
    """(names of the parameters, set of bounds as text) of a parameter list and where-clauses."""
    names, bounds = [], set()
    for clause in params + where:
        if ":" not in clause:
            names += clause[:1]
            continue
        at = clause.index(":")
        left, right = clause[:at], clause[at + 1:]
        if clause in params:
            if left[0] == "const":
                left = left[1:]
                right = []
            names.append(left[-1])
        if "=" in right and clause in params and right[0] == "=":
            right = []
        for bound in split_top(right, "+"):
            bounds.add((" ".join(left), " ".join(bound)))
    return names, bounds


def signature(text, self_type=()):
    """A function's text from its name to before its body, as comparable text."""
    words = strip_paths([w for w in tokens(text) if w not in ("mut",)] if False else tokens(text))
    name, i, params = words[0], 1, []
    if words[i] == "<":
        end = closing(words, i)
        params = split_top(words[i + 1:end])
        i = end + 1
    end = closing(words, i)
    arguments = [parameter(part) for part in split_top(words[i + 1:end])]
    rest = words[end + 1:]
    where = split_top(rest[rest.index("where") + 1:]) if "where" in rest else []
    result = rest[:rest.index("where")] if "where" in rest else rest
    result = result[1:] if result else ["(", ")"]
    names, bounds = bounds_of(params, where)
    parts = [" ".join(part) for part in arguments] + [" ".join(result)]
    text = f"{name}({', '.join(parts[:-1])}) -> {parts[-1]}" + "".join(f" [{left}: {right}]" for left, right in sorted(bounds) if right != "Allocator" and "Destruct" not in right)
    return rename(text, names, " ".join(self_type))


def parameter(part):
    if part[0] == "mut":
        part = part[1:]
    if "self" in part[:4] and ":" not in part:
        return part
    return part[part.index(":") + 1:] if ":" in part else part


def rename(text, names, self_type):
    """Generic parameters by number, lifetimes by order of their first use; `Self` as the type itself."""
    if self_type:
        text = re.sub(r"\bSelf\b(?! ::)", lambda _: self_type, text)
    text = text.replace(", A >", " >").replace("const ", "").replace(" ,", ",").replace("( ", "(").replace(" )", ")")
    for i, name in enumerate([n for n in names if n[0] != "'"]):
        text = re.sub(rf"\b{name}\b", f"${i}", text)
    lifetimes = {}
    text = re.sub(r"'\w+", lambda m: m.group() if m.group() in ("'_", "'static") else lifetimes.setdefault(m.group(), f"'{len(lifetimes)}"), text)
    text = re.sub(r"(< [^<>]*), >", r"\1 >", text).replace(", )", ")").replace(",)", ")").replace("Result < (), Error >", "Result").replace(" [A: '0]", "")
    previous = None
    while text != previous:                      # `<T as Trait>::Item` as `T::Item`
        previous, text = text, re.sub(r"< (\S+(?: :: \w+)*) as \w+(?: < [^<>]* >)? > ::", r"\1 ::", text)
    return ordered_bounds(re.sub(r"\s+", " ", text).strip())


def ordered_bounds(text):
    """Bounds in the order of their text."""
    head, *bounds = re.split(r" (?=\[[^\[\]]*(?:\[[^\]]*\][^\[\]]*)*: )", text)
    return " ".join([head] + sorted(bounds))


# --- Rust's documentation --------------------------------------------------------------------------

def plain(fragment):
    text = re.sub(r'<a href="#" class="tooltip".*?</a>', "", fragment, flags=re.S)
    return html.unescape(re.sub(r"<[^>]*>", "", text.replace("<br>", " ").replace('<div class="where">', " "))).replace("\u24d8", "").replace("\xa0", " ")


def documented(page):
    """{name: [signature text]}: the methods of a page of the documentation; and [impl header text]."""
    text = page.read_text(encoding="utf-8")
    start = text.find('id="implementations"') if "/trait." not in str(page) else text.find('id="required-methods"')
    if "/trait." in str(page) and start < 0:
        start = text.find('id="provided-methods"')
    ends = [at for at in (text.find(f'id="{name}"') for name in ("deref-methods-%5BT%5D", "deref-methods-str", "trait-implementations", "implementors", "foreign-impls")) if at > start]
    body = text[start:min(ends)] if start >= 0 and ends else text[start:] if start >= 0 else ""
    methods, owner = {}, ""
    for chunk in re.split(r'(?=<section id="(?:ty)?method\.|<section id="impl-)', body)[1:]:
        header = re.match(r'<section id="impl-[^"]*".*?<h3 class="code-header">(.*?)</h3>', chunk, re.S)
        if header:
            owner = plain(header.group(1)).partition("where")[0]
            continue
        found = re.search(r'<h4 class="code-header">(.*?)</h4>', chunk, re.S)
        notes = chunk[found.end():].split('<div class="docblock">')[0]
        declared = plain(found.group(1))
        if "nightly-only" in notes or "Deprecated" in notes or re.search(r"\bunsafe\b", declared.partition("fn ")[0]):
            continue
        methods.setdefault(re.match(r"\w+", declared.partition("fn ")[2]).group(), []).append((declared.partition("fn ")[2], owner))
    return methods, impl_headers(text)


def impl_headers(text):
    """The trait impls on a page that are stable."""
    at = text.find('id="trait-implementations-list"')
    end = text.find('id="synthetic-implementations"', at)
    out = []
    for chunk in re.split(r'(?=<section id="impl-)', text[at:end])[1:] if at >= 0 else ():
        header = re.search(r'<h3 class="code-header">(.*?)</h3>', chunk, re.S)
        if header and "nightly-only" not in chunk[header.end():].split('<div class="impl-items">')[0][:800]:
            out.append(re.sub(r"\s+", " ", plain(header.group(1))))
    return out


# --- mini-Rust's std -------------------------------------------------------------------------------

def uncommented(text):
    return re.sub(r'"(?:\\.|[^"\\])*"|//[^\n]*', lambda m: '""' if m.group()[0] == '"' else "", re.sub(r"'(\\.[^']*|[^'\\\w]|\w)'", "'c'", text).replace("'c'", "0"))


class Declared:
    """`methods[owner][name]` and `functions[module][name]`: lists of signature texts; `impls`: list of (module, header)."""

    def __init__(self):
        self.methods, self.functions, self.impls = {}, {}, []
        for path in sorted(STD.glob("*.mrs")):
            self.items(uncommented(path.read_text(encoding="utf-8")), "")

    def items(self, text, module):
        """The items of a module's text."""
        for head, body in blocks(text):
            words = re.sub(r"#\[[^\]]*\]|\bpub(?:\(\w+\))?\s|^\s*const (?=fn)|\bunsafe ", "", head).split()
            words = words[1:] if words[:2] == ["const", "fn"] else words
            if not words:
                continue
            if words[0] == "mod":
                self.items(body or "", words[1])
            elif words[0].startswith("impl"):
                self.impl(re.sub(r"#\[[^\]]*\]", "", head).strip(), body or "", module)
            elif words[0] == "trait":
                name = re.match(r"\w+", words[1]).group()
                self.add_methods(self.methods.setdefault(name, {}), body, "")
            elif words[0] == "fn":
                text_of = " ".join(words[1:])
                self.functions.setdefault(module, {}).setdefault(re.match(r"\w+", text_of).group(), []).append(text_of)
            elif words[0] in ("struct", "enum") and body is not None or words[0] == "struct":
                self.derives(head, words[1], module)

    def derives(self, head, name, module):
        name = re.match(r"\w+", name).group()
        for names in re.findall(r"derive\(([^)]*)\)", head):
            self.impls += [(module, f"impl {trait} for {name}") for trait in re.findall(r"\w+", names)]

    def impl(self, head, body, module):
        head = re.sub(r"^(?:unsafe )?impl", "impl", head)
        if re.search(r"\bfor\b(?! ?<)", head.partition(" where ")[0]):
            self.impls.append((module, head))
            return
        for owner in owners(impl_type(head), module):
            self.add_methods(self.methods.setdefault(owner, {}), body, head)

    def add_methods(self, into, body, owner):
        for head, _ in blocks(body):
            head = re.sub(r"#\[[^\]]*\]", "", head).strip()
            if re.search(r"\bfn ", head):
                text = head.partition("fn ")[2]
                into.setdefault(re.match(r"\w+", text).group(), []).append((text, owner))


def blocks(text):
    """(head, body or None) of the items of a text: up to a `;`, or a `{…}`."""
    depth, start, opened = 0, 0, 0
    nested = 0
    for i, char in enumerate(text):
        if depth == 0:
            nested += (char in "([") - (char in ")]")
        if char == "{":
            if depth == 0:
                opened = i
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0:
                yield text[start:opened], text[opened + 1:i]
                start = i + 1
        elif char == ";" and depth == 0 and nested == 0:
            yield text[start:i], None
            start = i + 1


def impl_type(head):
    """The type text of an inherent impl's header, or of a trait impl's."""
    words = tokens(head)
    i = 1 if words[0] == "impl" else 0
    if i < len(words) and words[i] == "<":
        i = closing(words, i) + 1
    words = words[i:]
    if "where" in words:
        words = words[:words.index("where")]
    if "for" in words:
        at = max(k for k, w in enumerate(words) if w == "for" and words[k + 1] != "<")
        words = words[at + 1:]
    return strip_paths(words)


def owners(words, module):
    """The names under which the pages of `PAGES` look for a type."""
    text = "".join(words)
    if text.startswith("["):
        return ["[;]" if any(part == ";" for part in words[:-1]) and closing(words, 0) == len(words) - 1 and not text.startswith("[[") else "[]"]
    name = next((w for w in words if re.match(r"[A-Za-z]\w*$", w) and w not in ("mut", "dyn")), "()")
    return [name, f"{module}::{name}"]


def impl_keys(head):
    """The keys of an impl of ours: one that is stated for a group of primitives counts for each of them."""
    groups = re.findall(r"(\w+): (?:crate::)?(?:marker::)?(\w+Prim)\b", head)
    if not groups:
        return [impl_key(head)]
    name, group = groups[0]
    body = re.sub(rf"\b{name}: (?:crate::)?(?:marker::)?{group}\b", "'z", head)
    return [key for prim in BLANKET[group] for key in impl_keys(re.sub(rf"\b{name}\b", prim, body))]


def impl_key(head):
    """An impl of a trait as `Trait<args> for Type`, its parameters renamed by order; None for what is not compared."""
    words = strip_paths(tokens(head.partition(" where ")[0].replace("const ", " ") if " const " in head and "const N" not in head else head.partition(" where ")[0]))
    words = words[1:] if words[0] == "impl" else words
    names = []
    if words and words[0] == "<":
        end = closing(words, 0)
        names = bounds_of(split_top(words[1:end]), [])[0]
        words = words[end + 1:]
    if "where" in words:
        words = words[:words.index("where")]
    words = [w for w in words if w not in ("const",)]
    name = words[0]
    if name == "!" or name in NO_IMPL:
        return None
    text = re.sub(r"'\w+ ?", "", " ".join(words)).replace(", A >", " >").replace("& ", "&")
    text = text.replace("< >", "").replace("< , ", "< ")
    order = {}
    for word in tokens(text):
        if word in names and word[0] != "'":
            order.setdefault(word, f"${len(order)}")
    for name, new in order.items():
        text = re.sub(rf"\b{name}\b", new, text)
    return re.sub(r"\s+", " ", text).replace(" ", "")


# --- comparison ------------------------------------------------------------------------------------

def compare(ours, wanted):
    """(missing names, [(documented, declared)] that differ)."""
    missing, different = [], []
    for name, declarations in wanted.items():
        if name not in ours:
            missing.append(name)
            continue
        theirs = {normal(entry) for entry in declarations}
        mine = {normal(entry) for entry in ours[name]}
        if not theirs & mine:
            different.append((sorted(theirs)[0], sorted(mine)[0]))
    return missing, different


def normal(entry):
    text, owner = entry
    self_type = impl_type(owner.strip()) if owner.strip().startswith("impl") else ()
    try:
        return signature(text, self_type)
    except (ValueError, IndexError):
        return text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--doc", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--quiet", action="store_true", help="counts only")
    options = parser.parse_args()
    root, declared = (options.doc or doc_dir()) / "std", Declared()
    keys = {key for _, head in declared.impls for key in impl_keys(head)}
    only = options.only.split(",") if options.only else None
    missing_count = different_count = impl_count = 0
    for page, owner in PAGES:
        if only and owner not in only:
            continue
        if not (root / page).exists():
            print(f"{owner}: no page {page}")
            continue
        methods, headers = documented(root / page)
        missing, different = compare(declared.methods.get(owner, {}), methods)
        impls = [] if "/trait." in page else missing_impls(headers, keys)
        missing_count, different_count, impl_count = missing_count + len(missing), different_count + len(different), impl_count + len(impls)
        if not options.quiet:
            report(owner, missing, different, impls)
    for module in MODULES:
        if not only or module + "::" in only:
            missing_count += functions(root, module, declared.functions.get(module, {}), options.quiet)
    print(f"{missing_count} methods and functions missing, {different_count} signatures differ, {impl_count} impls missing")
    return 0


def missing_impls(headers, keys):
    found = [(impl_key(header), header) for header in headers]
    return [header for key, header in dict(found).items() if key and key not in keys and re.sub(r"<.*>$", "", key) not in keys and not FOREIGN.search(header) and not re.search(r"\[T; \d+\]", header)]


def report(owner, missing, different, impls):
    if missing:
        print(f"{owner}: missing {' '.join(missing)}")
    for theirs, mine in different:
        print(f"{owner}: rustc {theirs}\n{' ' * len(owner)}  ours  {mine}")
    for header in impls:
        print(f"{owner}: no {header}")


def functions(root, module, ours, quiet):
    """Compare the functions of a module; the number of missing ones."""
    missing = []
    for path in sorted((root / module).glob("fn.*.html")):
        text = path.read_text(encoding="utf-8")
        item = re.search(r'<pre class="rust item-decl"><code>(.*?)</code>', text, re.S)
        notes = text[:text.find('<div class="docblock">')] if '<div class="docblock">' in text else text
        declared = plain(item.group(1))
        name = path.name.split(".")[1]
        if "nightly-only" in notes or "Deprecated" in notes or re.search(r"\bunsafe\b", declared.partition("fn ")[0]):
            continue
        if name not in ours:
            missing.append(name)
        elif not quiet and normal((declared.partition("fn ")[2], "")) not in {normal((text, "")) for text in ours[name]}:
            print(f"{module}::{name}: rustc {normal((declared.partition('fn ')[2], ''))}\n  ours {normal((ours[name][0], ''))}")
    if missing and not quiet:
        print(f"{module}: missing functions {' '.join(missing)}")
    return len(missing)


if __name__ == "__main__":
    sys.exit(main())
