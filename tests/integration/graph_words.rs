//! What failures say: CPython 3.11's words, expression by expression.

use std::panic::{AssertUnwindSafe, catch_unwind};

use obj_runtime::prelude::*;

/// The words with which a unit fails.
fn words_of(unit: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(unit)).expect_err("the unit fails");
    panic.downcast::<String>().map_or_else(|panic| (*panic.downcast::<&str>().unwrap()).to_owned(), |text| *text)
}

/// A row for each unit: its text and the words that it should fail with.
macro_rules! assert_words {
    ($({ $($unit:tt)* } => $words:literal,)*) => {$(
        let words = words_of(|| {
            let _unit = graph! { $($unit)* };
        });
        assert_eq!(words, $words, "{}", stringify!($($unit)*));
    )*};
}

#[test]
fn failures_are_told_in_the_words_of_cpython() {
    assert_words! {
        { a = 1 as AnyObj; del a[0]; } => "TypeError: 'int' object does not support item deletion",
        { a = "x" as AnyObj; del a[0]; } => "TypeError: 'str' object doesn't support item deletion",
        { a = (1,) as AnyObj; del a[0]; } => "TypeError: 'tuple' object doesn't support item deletion",
        { a = None as AnyObj; del a[0]; } => "TypeError: 'NoneType' object does not support item deletion",
        { a = {1} as AnyObj; del a[0]; } => "TypeError: 'set' object doesn't support item deletion",
        { a = 1 as AnyObj; a[0] = 1; } => "TypeError: 'int' object does not support item assignment",
        { a = None as AnyObj; a[0] = 1; } => "TypeError: 'NoneType' object does not support item assignment",
        { a = b"x" as AnyObj; a[0] = 1; } => "TypeError: 'bytes' object does not support item assignment",
        { a = {1} as AnyObj; b = a[0]; } => "TypeError: 'set' object is not subscriptable",
        { a = 1 as AnyObj; a += "x"; } => "TypeError: unsupported operand type(s) for +=: 'int' and 'str'",
        { a = 1 as AnyObj; a -= "x"; } => "TypeError: unsupported operand type(s) for -=: 'int' and 'str'",
        { a = "x" as AnyObj; a += 1; } => "TypeError: can only concatenate str (not \"int\") to str",
        { a = [1] as AnyObj; a += 1; } => "TypeError: 'int' object is not iterable",
        { a = [1] as AnyObj; a -= [1]; } => "TypeError: unsupported operand type(s) for -=: 'list' and 'list'",
        { a = (1,) as AnyObj; a += [1]; } => "TypeError: can only concatenate tuple (not \"list\") to tuple",
        { a = b"x" as AnyObj; a += "x"; } => "TypeError: can't concat str to bytes",
        { a = {1} as AnyObj; a |= [1]; } => "TypeError: unsupported operand type(s) for |=: 'set' and 'list'",
        { a = {1:1} as AnyObj; a |= 1; } => "TypeError: 'int' object is not iterable",
        { a = {1:1} as AnyObj; a += {}; } => "TypeError: unsupported operand type(s) for +=: 'dict' and 'dict'",
        { a = None as AnyObj; a += 1; } => "TypeError: unsupported operand type(s) for +=: 'NoneType' and 'int'",
        { a = "x" as AnyObj; a *= 1.5; } => "TypeError: can't multiply sequence by non-int of type 'float'",
        { a = [1] as AnyObj; a *= 1.5; } => "TypeError: can't multiply sequence by non-int of type 'float'",
        { a = 1 as AnyObj; a <<= 1.0; } => "TypeError: unsupported operand type(s) for <<=: 'int' and 'float'",
        { a = 1 as AnyObj; a /= "x"; } => "TypeError: unsupported operand type(s) for /=: 'int' and 'str'",
        { a = 1 as AnyObj; a %= "x"; } => "TypeError: unsupported operand type(s) for %=: 'int' and 'str'",
        { a = "x" as AnyObj; b = a * 1.5; } => "TypeError: can't multiply sequence by non-int of type 'float'",
        { a = 1.5 as AnyObj; b = a * "x"; } => "TypeError: can't multiply sequence by non-int of type 'float'",
        { a = [1] as AnyObj; b = a * "x"; } => "TypeError: can't multiply sequence by non-int of type 'str'",
        { a = "x" as AnyObj; b = "y"*a; } => "TypeError: can't multiply sequence by non-int of type 'str'",
        { a = (1,) as AnyObj; b = a * (None as AnyObj); } => "TypeError: can't multiply sequence by non-int of type 'NoneType'",
        { a = b"x" as AnyObj; b = a * 1.5; } => "TypeError: can't multiply sequence by non-int of type 'float'",
        { a = None as AnyObj; b = a * "x"; } => "TypeError: can't multiply sequence by non-int of type 'NoneType'",
        { a = "x" as AnyObj; b = a - 1; } => "TypeError: unsupported operand type(s) for -: 'str' and 'int'",
        { a = 1 as AnyObj; b = a + "x"; } => "TypeError: unsupported operand type(s) for +: 'int' and 'str'",
        { a = "x" as AnyObj; b = a + 1; } => "TypeError: can only concatenate str (not \"int\") to str",
        { a = b"x" as AnyObj; b = a + "x"; } => "TypeError: can't concat str to bytes",
        { a = (1,) as AnyObj; b = a + [1]; } => "TypeError: can only concatenate tuple (not \"list\") to tuple",
        { a = [1] as AnyObj; b = a + (1,); } => "TypeError: can only concatenate list (not \"tuple\") to list",
        { a = 1 as AnyObj; b = a + (None as AnyObj); } => "TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'",
        { a = 1.5 as AnyObj; b = a + "x"; } => "TypeError: unsupported operand type(s) for +: 'float' and 'str'",
        { a = "x" as AnyObj; b = 1.5+a; } => "TypeError: unsupported operand type(s) for +: 'float' and 'str'",
        { a = 1 as AnyObj; b = [1]+a; } => "TypeError: can only concatenate list (not \"int\") to list",
        { a = 1 as AnyObj; b = a + [1]; } => "TypeError: unsupported operand type(s) for +: 'int' and 'list'",
        { a = 1 as AnyObj; b = a | 1.5; } => "TypeError: unsupported operand type(s) for |: 'int' and 'float'",
        { a = 1 as AnyObj; b = a << -1; } => "ValueError: negative shift count",
        { a = {1} as AnyObj; b = a + a; } => "TypeError: unsupported operand type(s) for +: 'set' and 'set'",
        { a = {1} as AnyObj; b = a | [1]; } => "TypeError: unsupported operand type(s) for |: 'set' and 'list'",
        { a = {1:1} as AnyObj; b = a | [1]; } => "TypeError: unsupported operand type(s) for |: 'dict' and 'list'",
        { a = 1 as AnyObj; b = a < "x"; } => "TypeError: '<' not supported between instances of 'int' and 'str'",
        { a = "x" as AnyObj; b = [a]<[1]; } => "TypeError: '<' not supported between instances of 'str' and 'int'",
        { a = "x" as AnyObj; b = (1,a)<(1,2); } => "TypeError: '<' not supported between instances of 'str' and 'int'",
        { a = "x" as AnyObj; b = (1,a)>=(1,2); } => "TypeError: '>=' not supported between instances of 'str' and 'int'",
        { a = "x" as AnyObj; b = [[a]]>[[1]]; } => "TypeError: '>' not supported between instances of 'str' and 'int'",
        { a = [1] as AnyObj; b = a < (1,); } => "TypeError: '<' not supported between instances of 'list' and 'tuple'",
        { a = None as AnyObj; b = a < None; } => "TypeError: '<' not supported between instances of 'NoneType' and 'NoneType'",
        { a = {} as AnyObj; b = a < {}; } => "TypeError: '<' not supported between instances of 'dict' and 'dict'",
        { a = {1} as AnyObj; b = a < [1]; } => "TypeError: '<' not supported between instances of 'set' and 'list'",
        { a = 1 as AnyObj; b = 1 in a; } => "TypeError: argument of type 'int' is not iterable",
        { a = None as AnyObj; b = 1 in a; } => "TypeError: argument of type 'NoneType' is not iterable",
        { a = "x" as AnyObj; b = 1 in a; } => "TypeError: 'in <string>' requires string as left operand, not int",
        { a = b"x" as AnyObj; b = "x" in a; } => "TypeError: a bytes-like object is required, not 'str'",
        { a = b"x" as AnyObj; b = 300 in a; } => "ValueError: byte must be in range(0, 256)",
        { a = {1} as AnyObj; b = [1] in a; } => "TypeError: unhashable type: 'list'",
        { a = {1:1} as AnyObj; b = [1] in a; } => "TypeError: unhashable type: 'list'",
        { a = 1 as AnyObj; b = len(a); } => "TypeError: object of type 'int' has no len()",
        { a = None as AnyObj; b = len(a); } => "TypeError: object of type 'NoneType' has no len()",
        { a = "x" as AnyObj; b = hex(a); } => "TypeError: 'str' object cannot be interpreted as an integer",
        { a = 1.5 as AnyObj; b = hex(a); } => "TypeError: 'float' object cannot be interpreted as an integer",
        { a = 1 as AnyObj; b = a[0]; } => "TypeError: 'int' object is not subscriptable",
        { a = None as AnyObj; b = a[0]; } => "TypeError: 'NoneType' object is not subscriptable",
        { a = "x" as AnyObj; b = a["y"]; } => "TypeError: string indices must be integers, not 'str'",
        { a = [1] as AnyObj; b = a["y"]; } => "TypeError: list indices must be integers or slices, not str",
        { a = [1] as AnyObj; b = a[1.5]; } => "TypeError: list indices must be integers or slices, not float",
        { a = (1,) as AnyObj; b = a[None]; } => "TypeError: tuple indices must be integers or slices, not NoneType",
        { a = b"x" as AnyObj; b = a["y"]; } => "TypeError: byte indices must be integers or slices, not str",
        { a = [1] as AnyObj; b = a[5]; } => "IndexError: list index out of range",
        { a = (1,) as AnyObj; b = a[5]; } => "IndexError: tuple index out of range",
        { a = "x" as AnyObj; b = a[5]; } => "IndexError: string index out of range",
        { a = b"x" as AnyObj; b = a[5]; } => "IndexError: index out of range",
        { a = [1] as AnyObj; a[5] = 1; } => "IndexError: list assignment index out of range",
        { a = [1] as AnyObj; del a[5]; } => "IndexError: list assignment index out of range",
        { a = [1] as AnyObj; a["x"] = 1; } => "TypeError: list indices must be integers or slices, not str",
        { a = [1] as AnyObj; del a["x"]; } => "TypeError: list indices must be integers or slices, not str",
        { a = {1:1} as AnyObj; b = a[2]; } => "KeyError: 2",
        { a = {1:1} as AnyObj; b = a["x"]; } => "KeyError: 'x'",
        { a = {1:1} as AnyObj; b = a[(1,"x")]; } => "KeyError: (1, 'x')",
        { a = {1:1} as AnyObj; del a[2]; } => "KeyError: 2",
        { a = {1:1} as AnyObj; b = a[[1]]; } => "TypeError: unhashable type: 'list'",
        { a = {1:1} as AnyObj; a[[1]] = 1; } => "TypeError: unhashable type: 'list'",
        { a = [1] as AnyObj; b = {a}; } => "TypeError: unhashable type: 'list'",
        { a = ({},) as AnyObj; b = {a: 1}; } => "TypeError: unhashable type: 'dict'",
        { a = {1} as AnyObj; b = {a}; } => "TypeError: unhashable type: 'set'",
        { a = 0 as AnyObj; b = 1/a; } => "ZeroDivisionError: division by zero",
        { a = 0 as AnyObj; b = 1%a; } => "ZeroDivisionError: integer modulo by zero",
        { a = 0 as AnyObj; b = 1.5/a; } => "ZeroDivisionError: float division by zero",
        { a = 0.0 as AnyObj; b = 1/a; } => "ZeroDivisionError: float division by zero",
        { a = 0 as AnyObj; b = 1.5%a; } => "ZeroDivisionError: float modulo",
        { a = "x" as AnyObj; b = -a; } => "TypeError: bad operand type for unary -: 'str'",
        { a = "x" as AnyObj; b = +a; } => "TypeError: bad operand type for unary +: 'str'",
        { a = None as AnyObj; b = -a; } => "TypeError: bad operand type for unary -: 'NoneType'",
        { a = [1] as AnyObj; b, c = a; } => "ValueError: not enough values to unpack (expected 2, got 1)",
        { a = [1,2,3] as AnyObj; b, c = a; } => "ValueError: too many values to unpack (expected 2)",
        { a = 5 as AnyObj; b, c = a; } => "TypeError: cannot unpack non-iterable int object",
        { a = None as AnyObj; b, c = a; } => "TypeError: cannot unpack non-iterable NoneType object",
        { a = "x" as AnyObj; b = a % 1; } => "TypeError: not all arguments converted during string formatting",
        { a = "x" as AnyObj; b = a % (1,); } => "TypeError: not all arguments converted during string formatting",
        { a = [1]; a.remove(2); } => "ValueError: list.remove(x): x not in list",
        { a = []; a.pop(); } => "IndexError: pop from empty list",
        { a = [1]; b = a.index(5); } => "ValueError: 5 is not in list",
        { a = {1}; a.remove(5); } => "KeyError: 5",
        { a = {}; a.popitem(); } => "KeyError: 'popitem(): dictionary is empty'",
        { a = [1,"x"]; a.sort(); } => "TypeError: '<' not supported between instances of 'str' and 'int'",
    }
}
