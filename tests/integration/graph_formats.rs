//! Formats: what CPython 3.11 answers, recorded.

use obj_runtime::prelude::*;

/// `format(value, template)`, or `template % value`, or what that fails with.
fn formatted(how: &str, template: &str, value: &AnyObj) -> String {
    let template = AnyObj::from(template);
    let value = value.clone();
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| match how {
        "format" => graph! { nonlocal template, value; str(format(value, template)) },
        _ => graph! { nonlocal template, value; str(template % value) },
    }));
    match result {
        Ok(text) => text.to_string(),
        Err(panic) => panic.downcast_ref::<String>().expect("a failure has a text").clone(),
    }
}

#[test]
fn values_are_formatted_as_python_formats_them() {
    for (how, template, value, expected) in rows() {
        assert_eq!(formatted(how, template, &value), expected, "{how} {template:?} {value:?}");
    }
}

#[test]
fn templates_have_fields() {
    graph! {
        x = 5;
        assert "{:>5}|{:<5}|{:^5}|{:05d}|{:+}|{:,}|{:%}".format(x, x, x, x, x, 1234567, 0.25) == "    5|5    |  5  |00005|+5|1,234,567|25.000000%";
        assert "{0}{1}{0}".format("a", "b") == "aba" and "{0:>{1}}".format("a", 3) == "  a" and "{{{}}}".format(1) == "{1}";
        assert "{a} {b!r:>4}".format(a=1, b="x") == "1  'x'" and "{a}".format(**{"a": 2}) == "2" and "{0[0]} {0[1]} {d[k]}".format([7, 8], d={"k": 9}) == "7 8 9";
        assert "{} {}".format(*[1, 2]) == "1 2" and "{!a}".format("é") == "'\\xe9'" and "{!s}".format(None) == "None";
        assert "%s %d %5.2f %r %%" % ("a", 3, 2.5, "x") == "a 3  2.50 'x' %" and "%s" % 3 == "3" and "%(a)s-%(b)03d" % {"a": 1, "b": 2} == "1-002";
        assert "%*d" % (5, 3) == "    3" and "%-4sx" % "a" == "a   x" and "%s" % [1, 2] == "[1, 2]" and "%c%c" % ("a", 98) == "ab";
        assert format(3.14159, ".2f") == "3.14" and format(255, "x") == "ff" and format("a", ">3") == "  a" and format(True) == "True" and format(True, "d") == "1";
    };
}

/// `template.format(…)` of a list, a dict and an int, or what that fails with.
fn filled(template: &str) -> String {
    let template = Obj::<Str>::from(template);
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        graph! { nonlocal template; template.format([1, 2, 3], {"a.b": 7, "a:b": 8, "a!b": 9, "{": 10}, 5) }
    }));
    match result {
        Ok(text) => text.to_string(),
        Err(panic) => panic.downcast_ref::<String>().expect("a failure has a text").clone(),
    }
}

#[test]
fn fields_are_read_as_python_reads_them() {
    let rows = [
        ("{0[-1]}", "TypeError: list indices must be integers or slices, not str"),
        ("{0[a.b]}", "TypeError: list indices must be integers or slices, not str"),
        ("{1[a.b]}", "7"),
        ("{1[a:b]}", "8"),
        ("{1[a!b]:>5}", "    9"),
        ("{1[{]}", "10"),
        ("{} {0}", "ValueError: cannot switch from automatic field numbering to manual field specification"),
        ("{0} {}", "ValueError: cannot switch from manual field specification to automatic field numbering"),
        ("{+0}", "KeyError: '+0'"),
        ("{0[0]x}", "ValueError: Only '.' or '[' may follow ']' in format field specifier"),
        ("{0.}", "ValueError: Empty attribute in format string"),
        ("{0[]}", "ValueError: Empty attribute in format string"),
        ("{0[0}", "ValueError: expected '}' before end of string"),
        ("{0[99999999999999999999]}", "ValueError: Too many decimal digits in format string"),
        ("{0:{0[0]:{0[0]}}}", "ValueError: Max string recursion exceeded"),
        ("{2:{2}}", "    5"),
        ("{2:{2:{2}}}", "ValueError: Max string recursion exceeded"),
        ("{a{b}", "ValueError: unexpected '{' in field name"),
        ("{", "ValueError: Single '{' encountered in format string"),
        ("}", "ValueError: Single '}' encountered in format string"),
        ("{0", "ValueError: expected '}' before end of string"),
        ("{2!r:>4}", "   5"),
        ("{0[2]}{0[0]}", "31"),
        ("{2!x}", "ValueError: Unknown conversion specifier x"),
        ("{2!rx}", "ValueError: expected ':' after conversion specifier"),
        ("{k}", "KeyError: 'k'"),
    ];
    for (template, expected) in rows {
        assert_eq!(filled(template), expected, "{template:?}");
    }
    let deep = "{0:".repeat(40_000) + &"}".repeat(40_000);
    assert_eq!(filled(&deep), "ValueError: Max string recursion exceeded");
}

#[test]
fn formats_may_be_wide_and_precise() {
    let float = |value: f64, spec: &str| formatted("format", spec, &AnyObj::from(value));
    assert_eq!(float(1.5, ".70000f"), format!("1.5{}", "0".repeat(69_999)));
    assert_eq!(float(1.5, ".70000e"), format!("1.5{}e+00", "0".repeat(69_999)));
    assert_eq!((float(0.1, ".70000g").len(), float(5e-324, ".1200e").len()), (57, 1207));
    assert_eq!(formatted("%", "%.70000d", &AnyObj::from(1)), format!("{}1", "0".repeat(69_999)));
    assert_eq!(formatted("%", "%.99999999999999999999d", &AnyObj::from(1)), "ValueError: precision too big");
    let int = |value: i64, spec: &str| formatted("format", spec, &AnyObj::from(value));
    assert_eq!((&*int(1, "020,d"), &*int(-1, "016_x")), ("0,000,000,000,000,001", "-0_0000_0000_0001"));
    assert_eq!((int(1, "01000000,d").len(), &*int(12_345, "05,")), (1_000_001, "12,345"));
}

fn rows() -> Vec<(&'static str, &'static str, AnyObj, &'static str)> {
    vec![
        ("format", "*>08,", AnyObj::from(0.5), "*****0.5"),
        ("format", "0=+#x", AnyObj::from(255_i64), "+0xff"),
        ("format", "o", AnyObj::from(0.1), "ValueError: Unknown format code 'o' for object of type 'float'"),
        ("format", "01b", AnyObj::from(1.5), "ValueError: Unknown format code 'b' for object of type 'float'"),
        ("format", "-12_", AnyObj::from("  x"), "ValueError: Cannot specify '_' with 's'."),
        ("format", "*=12f", AnyObj::from(-1_i64), "-***1.000000"),
        ("format", "x= 0s", AnyObj::from(123456.789), "ValueError: Unknown format code 's' for object of type 'float'"),
        ("format", "", AnyObj::from(1.7947985725337318e+16), "1.7947985725337318e+16"),
        ("format", "020,", AnyObj::from(940.8622346302463), "00,940.8622346302463"),
        ("format", "0_.4e", AnyObj::from(""), "ValueError: Unknown format code 'e' for object of type 'str'"),
        ("format", "*=1_G", AnyObj::from(true), "1"),
        ("format", ".8", AnyObj::from(false), "ValueError: Precision not allowed in integer format specifier"),
        ("format", " E", AnyObj::from(-3.14158), "-3.141580E+00"),
        ("format", "-3b", AnyObj::from("abc"), "ValueError: Unknown format code 'b' for object of type 'str'"),
        ("format", " 01E", AnyObj::from("a"), "ValueError: Unknown format code 'E' for object of type 'str'"),
        ("format", "", AnyObj::from("hé"), "hé"),
        ("format", "0", AnyObj::from(1234567_i64), "1234567"),
        ("format", "1.7X", AnyObj::from(true), "ValueError: Precision not allowed in integer format specifier"),
        (
            "format",
            ".5d",
            AnyObj::from(-987654321_i64),
            "ValueError: Precision not allowed in integer format specifier",
        ),
        ("format", "x> _d", AnyObj::from("  x"), "ValueError: Unknown format code 'd' for object of type 'str'"),
        ("format", "*^.7e", AnyObj::from("a"), "ValueError: Unknown format code 'e' for object of type 'str'"),
        ("format", "x=+#12e", AnyObj::from(9717.820975746798), "+9.717821e+03"),
        ("format", "*<#0.7o", AnyObj::from(0.0), "ValueError: Unknown format code 'o' for object of type 'float'"),
        ("format", "08,d", AnyObj::from(0.5), "ValueError: Unknown format code 'd' for object of type 'float'"),
        ("format", "-s", AnyObj::from(0.1), "ValueError: Unknown format code 's' for object of type 'float'"),
        ("format", "_d", AnyObj::from(0.5), "ValueError: Unknown format code 'd' for object of type 'float'"),
        ("format", "020", AnyObj::from(-42_i64), "-0000000000000000042"),
        ("format", "x=-#f", AnyObj::from(1000_i64), "1000.000000"),
        ("format", "#12.6b", AnyObj::from("a"), "ValueError: Unknown format code 'b' for object of type 'str'"),
        ("format", "*=n", AnyObj::from("a"), "ValueError: Unknown format code 'n' for object of type 'str'"),
        ("format", "*=#E", AnyObj::from(5_i64), "5.000000E+00"),
        ("format", "-01_b", AnyObj::from("  x"), "ValueError: Unknown format code 'b' for object of type 'str'"),
        ("format", "#5%", AnyObj::from(10000000000.0), "1000000000000.000000%"),
        (
            "format",
            "^#8c",
            AnyObj::from(-42_i64),
            "ValueError: Alternate form (#) not allowed with integer format specifier 'c'",
        ),
        ("format", "0^_.5", AnyObj::from(false), "ValueError: Precision not allowed in integer format specifier"),
        ("format", "20d", AnyObj::from(true), "                   1"),
        ("format", "1", AnyObj::from(1000000000000000.0), "1000000000000000.0"),
        ("format", "0=n", AnyObj::from(0.0), "0"),
        ("format", "+03.7X", AnyObj::from(false), "ValueError: Precision not allowed in integer format specifier"),
        ("format", ">12", AnyObj::from(1.5e-07), "     1.5e-07"),
        ("format", " 8,o", AnyObj::from("  x"), "ValueError: Cannot specify ',' with 'o'."),
        ("format", "=12x", AnyObj::from(true), "           1"),
        ("format", "-e", AnyObj::from(255_i64), "2.550000e+02"),
        ("format", "^+e", AnyObj::from(true), "+1.000000e+00"),
        ("format", ">+1c", AnyObj::from("hé"), "ValueError: Unknown format code 'c' for object of type 'str'"),
        ("format", "=0F", AnyObj::from("abc"), "ValueError: Unknown format code 'F' for object of type 'str'"),
        ("format", ",.8", AnyObj::from(1234567_i64), "ValueError: Precision not allowed in integer format specifier"),
        ("format", "x^20F", AnyObj::from(-987654321_i64), "x-987654321.000000xx"),
        ("format", "3s", AnyObj::from("a"), "a  "),
        ("format", "", AnyObj::from("abc"), "abc"),
        ("format", ".4", AnyObj::from("  x"), "  x"),
        (
            "format",
            "0.3",
            AnyObj::from(4611686018427387904_i64),
            "ValueError: Precision not allowed in integer format specifier",
        ),
        ("format", "#5", AnyObj::from("  x"), "ValueError: Alternate form (#) not allowed in string format specifier"),
        ("format", "20.9G", AnyObj::from(1.5e-07), "             1.5E-07"),
        ("format", "", AnyObj::from(false), "False"),
        ("format", ".4x", AnyObj::from(1234567_i64), "ValueError: Precision not allowed in integer format specifier"),
        ("format", "0E", AnyObj::from(2.5), "2.500000E+00"),
        ("format", "=0_E", AnyObj::from(1000000000000_i64), "1.000000E+12"),
        ("format", "#0.7F", AnyObj::from(true), "1.0000000"),
        ("format", ".3X", AnyObj::from("abc"), "ValueError: Unknown format code 'X' for object of type 'str'"),
        ("%", "%% %.4g", AnyObj::from(1_i64), "% 1"),
        ("%", "%0+3X", AnyObj::from("abc"), "TypeError: %X format: an integer is required, not str"),
        ("%", "a %.1g", AnyObj::from(true), "a 1"),
        ("%", "%% %0- +8e%%", AnyObj::from(true), "% +1.000000e+00%"),
        ("%", "a %#+.0eb", AnyObj::from(99999.95), "a +1.e+05b"),
        ("%", "%% %-d%%", AnyObj::from(100000000000000.0), "% 100000000000000%"),
        ("%", "a %0.3d", AnyObj::from(""), "TypeError: %d format: a real number is required, not str"),
        ("%", "a %12.1g%%", AnyObj::from(5_i64), "a            5%"),
        ("%", "a %#-12sb", AnyObj::from(4611686018427387904_i64), "a 4611686018427387904b"),
        ("%", "%% %0-fb", AnyObj::from(0_i64), "% 0.000000b"),
        ("%", "a %.3fb", AnyObj::from(123456.789), "a 123456.789b"),
        ("%", "%s%%", AnyObj::from("  x"), "  x%"),
        ("%", "%% %#+.8cb", AnyObj::from(4611686018427387904_i64), "OverflowError: %c arg not in range(0x110000)"),
        ("%", "%3u", AnyObj::from(-42_i64), "-42"),
        ("%", "%+3fb", AnyObj::from(false), "+0.000000b"),
        ("%", "%% %d%%", AnyObj::from(""), "TypeError: %d format: a real number is required, not str"),
        ("%", "a %12c%%", AnyObj::from(1234567_i64), "OverflowError: %c arg not in range(0x110000)"),
        ("%", "%.0xb", AnyObj::from(99999.95), "TypeError: %x format: an integer is required, not float"),
        ("%", "a %012.0E%%", AnyObj::from("abc"), "TypeError: must be real number, not str"),
        ("%", "%% %#X%%", AnyObj::from(true), "% 0X1%"),
        ("%", "%% %-12.5ob", AnyObj::from(false), "% 00000       b"),
        ("%", "%% %- .8i", AnyObj::from(0.5), "%  00000000"),
        ("%", "a %Xb", AnyObj::from(-42_i64), "a -2Ab"),
        ("%", "%0.1e", AnyObj::from(-42_i64), "-4.2e+01"),
        ("%", "a %x%%", AnyObj::from(-987654321_i64), "a -3ade68b1%"),
        ("%", "%% %#-5s%%", AnyObj::from(1e+16), "% 1e+16%"),
        ("%", "a %F%%", AnyObj::from(true), "a 1.000000%"),
        ("%", "a %0+u", AnyObj::from(0.5), "a +0"),
        ("%", "%#0 Xb", AnyObj::from(4611686018427387904_i64), " 0X4000000000000000b"),
        ("%", "a %#3a%%", AnyObj::from(-987654321_i64), "a -987654321%"),
        ("%", "%0-+Fb", AnyObj::from(0_i64), "+0.000000b"),
        ("%", "a %.6ab", AnyObj::from(""), "a ''b"),
        ("%", "%% % cb", AnyObj::from("hé"), "TypeError: %c requires int or char"),
        ("%", "a %5.3x", AnyObj::from("abc"), "TypeError: %x format: an integer is required, not str"),
        ("%", "a %# e", AnyObj::from(-516.4242832906345), "a -5.164243e+02"),
        ("%", "% 5f", AnyObj::from(65_i64), " 65.000000"),
        ("%", "%% %+.0F%%", AnyObj::from(123456.789), "% +123457%"),
        ("%", "%#1.2u", AnyObj::from("abc"), "TypeError: %u format: a real number is required, not str"),
        ("%", "%% %12s", AnyObj::from(0_i64), "%            0"),
        ("%", "%.3xb", AnyObj::from(true), "001b"),
        ("%", "a %12.4s", AnyObj::from(0_i64), "a            0"),
        ("%", "%% % 5a", AnyObj::from("abc"), "% 'abc'"),
        ("%", "%u", AnyObj::from(2.5), "2"),
        ("%", "a %- 1r", AnyObj::from(1000000_i64), "a 1000000"),
        ("%", "a %#Fb", AnyObj::from(false), "a 0.000000b"),
        ("%", "%0 .9eb", AnyObj::from(-3.14158), "-3.141580000e+00b"),
        ("%", "%% % 3.7Xb", AnyObj::from(1e-05), "TypeError: %X format: an integer is required, not float"),
        ("%", "a %8fb", AnyObj::from(""), "TypeError: must be real number, not str"),
        ("%", "% 5xb", AnyObj::from(123456.789), "TypeError: %x format: an integer is required, not float"),
        ("%", "a % +3i", AnyObj::from("a"), "TypeError: %i format: a real number is required, not str"),
    ]
}
