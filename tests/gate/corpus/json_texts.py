"""JSON texts after the grammar of RFC 8259, each by a name: those that are read and those that are refused.

The tables follow the grammar: space, literals, numbers, texts, lists, objects, encodings. A generator stands
where a row would only be repeated with another sign.
"""

from intake.gate.strict_json import MOST_DEPTH, MOST_DIGITS

SPACES = {"space": b" ", "tab": b"\t", "line feed": b"\n", "carriage return": b"\r"}
NO_SPACES = {
    "vertical tab": "\v",
    "form feed": "\f",
    "NUL": "\0",
    "unit separator": "\x1f",
    "DEL": "\x7f",
    "next line": "\x85",
    "no-break space": "\xa0",
    "em space": "\u2003",
    "zero-width space": "\u200b",
    "line separator": "\u2028",
    "ideographic space": "\u3000",
    "byte order mark": "\ufeff",
}


def spaced(signs):
    """Each sign before a value, behind it, and around the parts of a list and an object."""
    for name, sign in signs.items():
        yield f"{name} before", sign + b"1"
        yield f"{name} behind", b"1" + sign
        yield f"{name} in a list", b"[" + sign + b"1" + sign + b"," + sign + b"2" + sign + b"]"
        yield f"{name} in an object", b"{" + sign + b'"a"' + sign + b":" + sign + b"1" + sign + b"}"


NUMBERS = """
0 -0 1 -1 9 10 100 42 -42 0.0 -0.0 0.5 -0.5 1.0 1.25 123.456 -123.456 0e0 0E1 0e+1 0e-1 0.0e0 1e0 1e1 1E1 1e+1
1E+1 1e-1 1E-1 1e02 1e-02 1.5e3 1.5E-3 -1e1 -1.5e+3 1e22 1e-22 1e300 1e-300 9007199254740993 -9007199254740993
0.1000000000000000055511 100000000000000000000 1e-999 37.5 52
""".split()
NO_NUMBERS = """
- + +1 +0 -+1 +-1 --1 ++1 01 00 -01 -00 007 1. -1. 1.e1 1.e 0.e1 .5 -.5 .e1 . .. 1e 1E 1e+ 1e- 0e 0e+ e1 E1 1ee1 1eE1
1e1.5 1e1e1 1.2.3 1..2 1e++1 1e+-1 0x1 0X1F -0x1 0b1 0o7 1_000 1'000 1a 1e5a a1 1f 1n 1L 0x 1/2 1%2 1+1 1-1
NaN -NaN +NaN nan Infinity -Infinity +Infinity infinity Inf inf -inf 1#INF 1e999 -1e999 ١ ١٢ １ ２３ ½ Ⅷ ² ∞ −1 1٫5
""".split()

ESCAPES = r"""
\" \\ \/ \b \f \n \r \t \u0001 \u001f \u0020 \u0041 \u007f \u0080 \u00e9 \u00E9 \u20ac \u20AC \u2028 \u2029 \u202e \ufeff
\ufffe \uffff \ud83d\ude00 \uD83D\uDE00 \ud800\udc00 \udbff\udfff \\u0000 \\ud800 a\nb \u0061\u030a
""".split()
NO_ESCAPES = r"""
\a \v \e \0 \1 \x \x41 \' \` \U \U0001F600 \u \u0 \u00 \u004 \u004g \ug041 \u+041 \u-041 \u{41} \u00٤١ \N{DEGREE} \
\\\ \u0000 a\u0000 \u0000a \ud800 \udbff \udc00 \udfff \ud83d. .\ude00 \ud83d\ud83d \ude00\ud83d \ud83d\u0041
\ud83d\n \\ud83d\ud83d \uDEAD \ud800\uD800\udc00
""".split()
RAW = {
    "nothing": "",
    "a letter": "a",
    "an accent": "é",
    "a combining accent": "e\u0301",
    "a euro": "€",
    "an emoji": "😀",
    "a family": "👩\u200d👩\u200d👧",
    "DEL": "\x7f",
    "a C1 control": "\x9f",
    "a line separator": "\u2028",
    "a bidi override": "\u202e",
    "a mark inside": "a\ufeffb",
    "a noncharacter": "\uffff",
    "the last of all": "\U0010ffff",
    "a comment in it": "/* no */ // no",
    "brackets in it": "{[]}:,",
    "an apostrophe": "o'clock",
}

LITERALS = ("true", "false", "null")
NO_LITERALS = """
True TRUE tRUE False FALSE Null NULL tru truee rue fals alse nul nulll none None undefined nil yes no on off t f n
true1 1true truefalse ｔｒｕｅ trüe
""".split()

READ = """
[]
{}
[[]]
[{}]
{"a": []}
{"a": {}}
{"": 0}
{"a": 1, "b": 2}
{"a": 1, "A": 2}
{"a": {"a": {"a": 1}}}
{"a": 1, "b": {"a": 1}}
{"é": 1, "e\u0301": 2}
{"\\n": 1}
{"\\ud83d\\ude00": 1}
{"__proto__": 1}
{"$ref": "#"}
[1, 2, 3]
[1, "1", true, null, {}, []]
[[], [[]], [[[]]]]
[{"a": 1}, {"a": 2}]
[null, null]
["", ""]
"text"
"[1]"
"{\\"a\\": 1}"
"""
REFUSED = """
[
]
{
}
[}
{]
[[]
[]]
{{}}
{}}
[,]
[,1]
[1,]
[1,,2]
[1 2]
[1;2]
[1:2]
["a" "b"]
["a": 1]
{,}
{"a"}
{"a",}
{"a":}
{"a": 1,}
{"a": 1,,}
{,"a": 1}
{"a": 1 "b": 2}
{"a": 1; "b": 2}
{"a": 1: 2}
{"a", 1}
{"a" 1}
{"a"= 1}
{"a" => 1}
{: 1}
{"a": 1]
["a", 1}
{a: 1}
{'a': 1}
{1: 1}
{null: 1}
{true: 1}
{[]: 1}
{{}: 1}
{"a": a}
{"a": 'b'}
{"a": "b}
{"a: "b"}
'a'
"a
a"
"
"a" "b"
"a","b"
"a" + "b"
`a`
“a”
1 2
1, 2
[] []
{} {}
[]{}
null null
[1]x
{}#
# 1
// 1
1 // 1
/* 1 */
/* 1 */ 1
[1 /* one */]
<!-- 1 -->
--1
<a/>
(1)
[1](2)
a: 1
- a
a=1&b=2
?
*
&
\\u0022a\\u0022
\\"a\\"
{"a": 1, "a": 1}
{"a": 1, "a": 2}
{"a": 1, "b": 2, "a": 3}
{"a": 1, "\\u0061": 2}
{"": 1, "": 2}
{"é": 1, "\\u00e9": 2}
[{"a": {"b": 1, "b": 1}}]
{"\\u0000": 1}
{"\\ud800": 1}
{"a": "\\udead"}
[["\\ud83d"]]
"""

ENCODINGS = {  # bytes inside a text
    "a lone continuation": b"\x80",
    "two lone continuations": b"\xbf\xbf",
    "FE": b"\xfe",
    "FF": b"\xff",
    "two bytes cut": b"\xc3",
    "two bytes with a letter": b"\xc3a",
    "three bytes cut": b"\xe2\x82",
    "three bytes with a letter": b"\xe2\x82a",
    "four bytes cut": b"\xf0\x9f\x98",
    "four bytes with a letter": b"\xf0\x9f\x98a",
    "five bytes": b"\xf8\x88\x80\x80\x80",
    "six bytes": b"\xfc\x84\x80\x80\x80\x80",
    "an overlong slash": b"\xc0\xaf",
    "an overlong NUL": b"\xc0\x80",
    "an overlong letter": b"\xe0\x81\x81",
    "an overlong euro": b"\xf0\x82\x82\xac",
    "the first half of a pair": b"\xed\xa0\xbd",
    "the second half of a pair": b"\xed\xb8\x80",
    "a pair as two halves": b"\xed\xa0\xbd\xed\xb8\x80",
    "past the last of all": b"\xf4\x90\x80\x80",
    "Latin-1": "é".encode("latin-1"),
    "Windows quotes": "“a”".encode("cp1252"),
    "Shift JIS": "痛".encode("shift_jis"),
}


def whole_encodings():
    """A good text in another encoding than UTF-8."""
    for name in (
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "utf-8-sig",
        "cp037",
    ):
        yield f"all in {name}", '{"a": 1}'.encode(name)


def sizes():
    yield "too deep a list", b"[" * (MOST_DEPTH + 1) + b"]" * (MOST_DEPTH + 1)
    yield "too deep an object", b'{"a":' * (MOST_DEPTH + 1) + b"1" + b"}" * (MOST_DEPTH + 1)
    yield "a list without end", b"[" * 50_000
    yield "an object without end", b'{"a":' * 20_000
    yield "too many digits", b"1" * (MOST_DIGITS + 1)
    yield "too many digits behind the point", b"0." + b"1" * MOST_DIGITS
    yield "a number without end", b"7" * 100_000
    yield "an exponent without end", b"1e" + b"7" * 1_000


def _in_texts(signs):
    return {f"text {name}": f'"{sign}"'.encode() for name, sign in signs}


def read() -> dict[str, bytes]:
    """Texts that are JSON and within the limits."""
    return {
        **dict(spaced(SPACES)),
        **{f"number {each}": each.encode() for each in NUMBERS},
        **_in_texts((each, each) for each in ESCAPES),
        **_in_texts(RAW.items()),
        **{each: each.encode() for each in (*LITERALS, *READ.strip().splitlines())},
    }


def refused() -> dict[str, bytes]:
    """Texts that are no JSON, not UTF-8, or past the limits; and those that no reader after us could keep."""
    controls = {f"control {code:02x}": chr(code) for code in range(0x20)}
    return {
        "nothing": b"",
        "only space": b" \n",
        **dict(spaced({name: sign.encode() for name, sign in NO_SPACES.items()})),
        **{f"no number {each}": each.encode() for each in NO_NUMBERS},
        **_in_texts((each, each) for each in NO_ESCAPES),
        **_in_texts(controls.items()),
        **{each: each.encode() for each in (*NO_LITERALS, *REFUSED.strip().splitlines())},
        **{f"text {name}": b'"' + sign + b'"' for name, sign in ENCODINGS.items()},
        **dict(whole_encodings()),
        **dict(sizes()),
    }
