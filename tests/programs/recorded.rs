// Written by programs.py.
use super::*;

fn program_0() {
    graph! {
        #![interactive]
        print("line 0");
        print("line 1");
        keep((loud(1), loud(2))[1]).next = linked(3, loud(4)).next;
        print("line 3");
        for each1 in [loud(5)] {
            assert (second(loud(6), loud(7)) is loud(8).same() is linked(9, loud(10))) or True;
            print("line 1");
            number2 = 2;
            while number2 > 0 {
                number2 -= 1;
                print("line 0");
                print("line 1");
            }
            print("line 4");
        }
        print("line 5");
        print("line 6");
        linked(11, keep(loud(12))).next.next = linked(13, loud(14)).same();
        print("line 8");
        {1: loud(15).same()}[1]
    };
}

fn program_1() {
    graph! {
        (loud(1) and loud(2)).next = linked(3, loud(4));
        print("line 1");
        print("line 2");
        def function1(a, b) {
            return {1: keep(loud(5))}[1];
        }
        print("line 4");
        print("line 5");
        print("line 6");
        loud1 = loud(6);
        print("line 8");
        [loud1.same()][0]
    };
}

fn program_2() {
    graph! {
        if (loud(1) in [loud(2)]) {
            print("t", "t");
            print("line 1");
        }
        elif True {
            loud(3).same().second((loud(4) and loud(5))).next = keep(linked(6, loud(7)));
            print("line 1");
        }
        else {
            loud1part, (any2part, any3part) = [loud(8), ([loud(9)][0], loud(10))];
            print("line 1");
        }
        print("line 3");
        int1 = int(8);
        print("line 5");
        print("line 6");
        assert ((loud(11), loud(12))[1] is loud(13).second(loud(14))) or True;
        print("line 8");
        loud1 = (keep([loud(15)][0]) and (loud(16) and loud(17)));
        print("line 10");
        del int1;
        print("line 12");
        [(loud1 or loud1)][0]
    };
}

fn program_3() {
    graph! {
        #![interactive]
        list1 = sorted(sorted([loud(1)], key=lambda own: number(own)), key=lambda own: number(own));
        print("line 1");
        loud1 = keep((loud(2).same() if (id(loud(3)) == id(loud(4))) else linked(5, loud(6))));
        print("line 3");
        list2 = ((list1 or list1) * 1);
        print("line 5");
        loud1 = linked(7, (loud1.same() if (9 < 5 <= 1) else (loud1 or loud(8))));
        print("line 7");
        print(len([loud1]), (not list2));
        print("line 9");
        int1 = int(8);
        print("line 11");
    };
}

fn program_4() {
    graph! {
        print("line 0");
        assert (loud(1) is ((loud(2) if False else loud(3)) or second(loud(4), loud(5)))) or True;
        print("line 2");
        second(keep(loud(6)), keep(loud(7))).next = keep(loud(8).same());
        print("line 4");
        loud1 = keep([loud(9)].pop(0));
        print("line 6");
        loud1part, (any2part, any3part) = [loud1, ([loud(10)][0], loud1)];
        print("line 8");
        keep(any2part);
        print("line 10");
    };
}

fn program_5() {
    graph! {
        if (second(loud(1), loud(2)) in ([loud(3)] * 1)) {
            print("line 0");
        }
        elif (0 < 8 <= 7) {
            loud1 = loud(4);
            print("line 1");
        }
        else {
            if (loud(5) in [loud(6)]) {
                print("line 0");
            }
            elif True {
                print("line 0");
            }
            else {
                keep(loud(7)).second(linked(8, loud(9)).next).next = linked(10, (loud(11) or loud(12)));
                print("line 1");
            }
            print("line 3");
        }
        print("line 3");
        any1 = [loud(13)][0];
        print("line 5");
        loud1 = linked(14, loud(15)).next;
        print("line 7");
        (loud1 not in (True, False));
        print("line 9");
        if (linked(16, loud1) not in (linked(17, loud(18)).next, (loud1 if False else loud1))) {
            keep((linked(19, loud(20)) and loud(21).second(loud1))).next = loud(22);
            print("line 1");
        }
        else {
            assert (keep(loud1) not in (any(keep(own).n > 3 for own in [loud(23)]), (False and True))) or True;
            print("line 1");
        }
        print("line 12");
        for each1 in sorted([loud1], key=lambda own: number(own)) {
            if (True or True) {
                continue;
            }
            print("line 0");
            each1 = (keep(loud1.second(loud1)), (loud1.second(loud1) and linked(24, loud1)))[1];
            print("line 2");
        }
        print("line 14");
        [(any1 is loud(25))]
    };
}

fn program_6() {
    graph! {
        #![interactive]
        print(("t" + str(number(loud(1)))), (loud(2) or loud(3)).n);
        print("line 1");
        list1 = [loud(4)];
        print("line 3");
        any1 = {1: loud(5)}[1];
        print("line 5");
        for each1 in [loud(6)] {
            if (id(loud(10)) == id(loud(11))) {
                break;
            }
            each1 = [(loud(7) or loud(8)), {1: loud(9)}[1]][-1];
            print("line 1");
            print("line 2");
        }
        print("line 7");
        del any1;
        print("line 9");
        def function2(a, b) {
            return (((loud(12) if False else loud(13)) if (id(loud(14)) == id(loud(15))) else (loud(16) and loud(17))), keep((loud(18), loud(19))[1]))[1];
        }
        print("line 11");
        ((loud(20) and loud(21)) is loud(22) is (loud(23) and loud(24)))
    };
}

fn program_7() {
    graph! {
        any1 = {1: loud(1)}[1];
        print("line 1");
        print("line 2");
        print((not any1));
        print("line 4");
        print("line 5");
        print("t", False);
        print("line 7");
        print("line 8");
    };
}

fn program_8() {
    graph! {
        *list1part, any2part = [loud(1)];
        print("line 1");
        def function3(a, b) {
            return b;
        }
        print("line 3");
        if (not (loud(2) or loud(3))) {
            (([loud(4)] or [loud(5)]) + (list1part * 2));
            print("line 1");
        }
        print("line 5");
        any2 = [loud(6)].pop(-1);
        print("line 7");
        loud1 = loud(7).same().same();
        print("line 9");
        int1 = int(loud1.n);
        print("line 11");
        (loud1.same(), loud1.second(loud1))[1]
    };
}

fn program_9() {
    graph! {
        #![interactive]
        print("line 0");
        print("line 1");
        list1 = ([loud(1)] + [loud(2)]);
        print("line 3");
        any1part, (any2part, any3part) = [loud(3)][0], (loud(4), [loud(5)][0]);
        print("line 5");
        any4part, *list5part = [loud(6)];
        print("line 7");
        for number6 in range(0) {
            list1 += [loud(7), 8];
            del list1[0];
            print("line 2");
            int1 = int(len((loud(8), [loud(9)])));
            print("line 4");
        }
        print("line 9");
        loud(10)
    };
}

fn program_10() {
    graph! {
        for each1 in [loud(1)] {
            any2 = each1;
            print("line 1");
            number2 = 0;
            while number2 > 0 {
                number2 -= 1;
                print("line 0");
                any3 = {1: loud(2).second(loud(3))}[1];
                print("line 2");
            }
            print("line 4");
        }
        print("line 1");
        list1 = [([loud(4)] or [loud(5)]), linked(6, loud(7)).next];
        print("line 3");
        print(str(loud(8).n));
        print("line 5");
        print((id(loud(9)) == id(loud(10))));
        print("line 7");
        any1 = [keep((loud(11), loud(12))[1])][0];
        print("line 9");
        def function3(a, b) {
            return a;
        }
        print("line 11");
        ((loud(13) is not loud(14)) and (loud(15) == loud(16)))
    };
}

fn program_11() {
    graph! {
        def function1(a, b) {
            return b;
        }
        print("line 1");
        for number2 in range(2) {
            loud3part, (any4part, any5part) = [loud(1), ([loud(2)][0], loud(3))];
            print("line 1");
            print("line 2");
        }
        print("line 3");
        loud1 = (second(loud(4), loud(5)).second((loud(6) and loud(7))) and linked(8, loud(9)).same());
        print("line 5");
        def function6(a, b) {
            return a;
        }
        print("line 7");
        print("line 8");
        int1 = int((refcount(loud1) - len((keep([loud(10)][0]), [loud1][:1])) * number(keep(loud1))));
        print("line 10");
        keep([loud(11)][0])
    };
}

fn program_12() {
    graph! {
        #![interactive]
        for each1 in [loud(1)][::-1][:] {
            (str(False) + str(2));
            print("line 1");
            print("line 2");
            if (loud(2) in [loud(3)]) {
                break;
            }
        }
        print("line 1");
        list1 = [linked(4, loud(5)), (loud(6) if True else loud(7))];
        print("line 3");
        list1 += [("t" + str(5))];
        print("line 5");
        list1 += ((list1 * 2) + ["t", list1]);
        print("line 7");
        for number2 in range(2) {
            print(number(loud(8)));
            print("line 1");
            list1 += [("t" + str(number2)), [loud(9)].pop(0)][::-1];
            print("line 3");
        }
        print("line 9");
        any1 = (loud(10).same(), linked(11, loud(12)).next)[1];
        print("line 11");
        keep(any1).same()
    };
}

fn program_13() {
    graph! {
        print(((loud(1) and loud(2)) == second(loud(3), loud(4))), (not str(8)));
        print("line 1");
        print("line 2");
        number1 = 3;
        while number1 > 0 {
            number1 -= 1;
            if (loud(5) is loud(6) is loud(7)) {
                print("line 0");
            }
            elif False {
                int1 = int((sum([keep((loud(8), loud(9))[1]).n, 8]) if ({1: loud(10)}[1] is (loud(11) if False else loud(12))) else loud(13).second(loud(14)).n));
                print("line 1");
            }
            else {
                print("line 0");
            }
            print("line 3");
            if ((linked(15, loud(16)) and (loud(17) if True else loud(18))) in [([loud(19)] + [loud(20)])]) {
                print("t", "t");
                print("line 1");
            }
            print("line 5");
        }
        print("line 5");
        print("line 6");
        for number2 in range(1) {
            print((str((loud(21) == loud(22))) + str(sum([keep([loud(23)][0]).n, number2]))), ("t" + str((number2 + number2))));
            print("line 1");
            print("line 2");
        }
        print("line 8");
        def function3(a, b) {
            return b;
        }
        print("line 10");
        (([loud(24)] + [loud(25)]) + [loud(26), loud(27)])
    };
}

fn program_14() {
    graph! {
        if (keep((loud(1), loud(2))[1]) is not linked(3, loud(4).second(loud(5))).next) {
            loud1 = keep(loud(6)).same();
            print("line 1");
        }
        else {
            print((keep([loud(7)][0]) not in ((True or True), any(keep(own).n > 3 for own in [loud(8)]))), str(8));
            print("line 1");
        }
        print("line 2");
        for each1 in [keep(own2) for own2 in [own3 for own3 in [loud(9)]]] {
            print("line 0");
            for number4 in range(3) {
                number4 = int(7);
                print("line 1");
                number4 = int(7);
                print("line 3");
            }
            print("line 2");
        }
        print("line 4");
        for each5 in list([own6 for own6 in [loud(10)] if own6 is own6]) {
            print("line 0");
            (sum([keep(each5).n, 7]) < len(([loud(11)] + [loud(12)])) <= sum([keep(each5).n, (1 - 7 * 6)]));
            print("line 2");
        }
        print("line 6");
        print("line 7");
        sum([keep([loud(13)][0]).n, 0]);
        print("line 9");
        assert (loud(14) is loud(15) is loud(16)) or True;
        print("line 11");
        (loud(17).second(loud(18)) == (loud(19) or loud(20)))
    };
}

fn program_15() {
    graph! {
        #![interactive]
        print("line 0");
        loud1 = keep([loud(1)][0]);
        print("line 2");
        list1 = sorted([loud1], key=lambda own: number(own));
        print("line 4");
        loud1part, any2part = loud1, [loud(2)][0];
        print("line 6");
        loud3 = (loud1 if True else loud(3));
        print("line 8");
        if (linked(4, (loud1part or loud(5))).next == linked(6, loud(7).same()).next) {
            list1 += [loud3];
            list1[0] = len(([loud1part] + ["t", "t"]));
            print("line 2");
        }
        else {
            print((3 < 3 <= 1), ("t" + str(5)));
            print("line 1");
        }
        print("line 11");
        str(refcount(loud1))
    };
}

fn program_16() {
    graph! {
        (loud(1) or loud(2)).next = linked(3, loud(4)).next;
        print("line 1");
        print("line 2");
        print(0, "t");
        print("line 4");
        assert ((id(loud(5)) == id(loud(6))) or ((loud(7) or loud(8)) is not loud(9))) or True;
        print("line 6");
        ("t" + str(8));
        print("line 8");
        assert (id(loud(10)) == id(loud(11))) or True;
        print("line 10");
    };
}

fn program_17() {
    graph! {
        any1 = [own1 for own1 in list([loud(1)]) if own1 is own1][0];
        print("line 1");
        loud2part, any3part = loud(2).second(loud(3)).second((loud(4) and loud(5))), any1;
        print("line 3");
        print((6 if True else 2), (str(True) + str(4)));
        print("line 5");
        if ((keep(any3part) or keep(loud2part)) == linked(6, linked(7, loud2part).next)) {
            if ((loud2part or loud2part).same() not in ((str((loud2part == loud2part)) + str(sum([keep(any1).n, 1]))), linked(8, loud2part).second((loud2part and loud2part)))) {
                print("line 0");
            }
            elif (not len((any1, "t"))) {
                print("line 0");
            }
            print("line 2");
        }
        print("line 7");
        keep([loud2part].pop(-1)).next = ((loud2part or loud2part) if (loud2part not in (loud2part, any1)) else (loud2part and loud2part));
        print("line 9");
        print("line 10");
        number((loud2part if False else loud2part))
    };
}

fn program_18() {
    graph! {
        #![interactive]
        def function1(a, b) {
            return {1: loud(1)}[1];
        }
        print("line 1");
        linked(2, loud(3));
        print("line 3");
        for number2 in range(2) {
            int1 = int(keep([loud(4)][0]).n);
            print("line 1");
            assert (linked(5, loud(6)).next.same() in ([[loud(7)], [loud(8)][0]] or [loud(9)][-1:])) or True;
            print("line 3");
        }
        print("line 5");
        print("line 6");
        loud1 = second(linked(10, linked(11, loud(12))), (second(loud(13), loud(14)) and loud(15).second(loud(16))));
        print("line 8");
        for number3 in range(0) {
            keep([loud1][0]);
            print("line 1");
            print("line 2");
        }
        print("line 10");
        second((loud1 and loud1), linked(17, loud1).next)
    };
}

fn program_19() {
    graph! {
        print("line 0");
        assert any(keep(own).n > 3 for own in [loud(1), *[loud(2)]][-1:]) or True;
        print("line 2");
        assert (loud(3).second(loud(4)) in [loud(5), loud(6)]) or True;
        print("line 4");
        print("line 5");
        print(((1 - 1 * 8) - number(loud(7)) * 8));
        print("line 7");
        list1 = (([loud(8)] + [loud(9)]) + [loud(10)]);
        print("line 9");
    };
}

fn program_20() {
    graph! {
        int1 = int(len((loud(1), loud(2))));
        print("line 1");
        any1 = {1: linked(3, keep(loud(4))).next}[1];
        print("line 3");
        def function1(a, b) {
            return [loud(5), b][1];
        }
        print("line 5");
        del any1;
        print("line 7");
        (loud(6) if False else loud(7)).next = (loud(8) if True else loud(9));
        print("line 9");
        any2part, (any3part, any4part) = [loud(10)][0], (loud(11), [loud(12)][0]);
        print("line 11");
        ((loud(13) if False else loud(14)) is linked(15, loud(16)).next is keep(loud(17)))
    };
}

fn program_21() {
    graph! {
        #![interactive]
        any1part, *list2part = [loud(1)];
        print("line 1");
        (loud(2) and loud(3)).next = loud(4).second(loud(5));
        print("line 3");
        print("line 4");
        assert (6 < 4 <= 5) or True;
        print("line 6");
        for each3 in [loud(6)] {
            print("line 0");
            print((str((True and True)) + str(number(loud(7)))));
            print("line 2");
        }
        print("line 8");
        print(any(keep(own).n > 3 for own in [loud(8)]));
        print("line 10");
        ((list2part * 1) or ([loud(9)] + list2part))
    };
}

fn program_22() {
    graph! {
        if any(keep(own).n > 3 for own in list([loud(1), loud(2)])) {
            any1 = [loud(3), [loud(4)][0]][0];
            print("line 1");
        }
        elif ((6 < 8 <= 6) and (id(loud(5)) == id(loud(6)))) {
            print(("t" + str(5)), ("t" + str(5)));
            print("line 1");
        }
        print("line 2");
        loud1 = loud(7).second(loud(8));
        print("line 4");
        for each1 in [loud1] {
            print("line 0");
            [(loud(10), loud(11))[1] for own2 in [loud(9)][::-1]][0];
            print("line 2");
        }
        print("line 6");
        del loud1;
        print("line 8");
        print("line 9");
        print("line 10");
        keep(loud(12)).second(loud(13))
    };
}

fn program_23() {
    graph! {
        print("line 0");
        (second(loud(1), loud(2)) or loud(3).same()).second((loud(4) if True else loud(5)).same());
        print("line 2");
        number1 = 0;
        while number1 > 0 {
            number1 -= 1;
            any1 = (loud(6), loud(7))[1];
            print("line 1");
            print(len((loud(8), "t")), (0 - 3 * 9));
            print("line 3");
        }
        print("line 5");
        print("line 6");
        for each2 in sorted([loud(9)], key=lambda own: number(own)) {
            any2 = (loud(10), loud(11))[1];
            print("line 1");
            print(("t" + str(5)));
            print("line 3");
        }
        print("line 8");
        *list3part, any4part = [loud(12)];
        print("line 10");
        ([loud(13)][::2] * 1)
    };
}

fn program_24() {
    graph! {
        #![interactive]
        assert (keep([loud(1)][0]) is linked(2, loud(3))) or True;
        print("line 1");
        (loud(4) or loud(5)).next = loud(6);
        print("line 3");
        for each1 in [(loud(7) if False else loud(8)), *list([loud(9)])] {
            print((str((id(loud(10)) == id(loud(11)))) + str(7)), ((loud(12) is loud(13)) and (loud(14) not in (loud(15), "t"))));
            print("line 1");
            print("line 2");
        }
        print("line 5");
        any1 = [(loud(16) if False else loud(17)), {1: loud(18)}[1]][1];
        print("line 7");
        print(("t" + str(refcount(any1))));
        print("line 9");
        loud1 = (linked(19, (loud(20) or loud(21))) if ((loud(22) if False else loud(23)) is (loud(24) or loud(25))) else ((loud(26) or loud(27)) or loud(28).same()));
        print("line 11");
        loud(29)
    };
}

fn program_25() {
    graph! {
        (keep(loud(1)) is keep(loud(2)) is second(loud(3), loud(4)));
        print("line 1");
        print("line 2");
        print("line 3");
        loud1 = (linked(5, loud(6)) or loud(7));
        print("line 5");
        loud(8).next = second(((loud(9) or loud(10)) and loud1.second(loud1)), linked(11, (loud(12) if False else loud1)).next);
        print("line 7");
        len((([loud1] * 2) + ([loud1] + [loud1])));
        print("line 9");
    };
}

fn program_26() {
    graph! {
        for each1 in [keep(own2) for own2 in [loud(1), loud(2)]] {
            int1 = int(7);
            print("line 1");
            print("line 2");
        }
        print("line 1");
        if (id(loud(3)) == id(loud(4))) {
            print(len((False, 6)));
            print("line 1");
        }
        else {
            8;
            print("line 1");
        }
        print("line 4");
        linked(5, keep(loud(6))).next = linked(7, loud(8)).next;
        print("line 6");
        for each3 in [loud(9)] {
            print(refcount(each3));
            print("line 1");
            print("line 2");
        }
        print("line 8");
        assert (linked(10, loud(11).second(loud(12))).next == (loud(13) and loud(14).second(loud(15)))) or True;
        print("line 10");
        any4part, (any5part, any6part) = [loud(16)][0], (loud(17), [loud(18)][0]);
        print("line 12");
        (linked(19, loud(20)).next is keep(any5part))
    };
}

fn program_27() {
    graph! {
        #![interactive]
        print("line 0");
        assert (id(loud(1)) == id(loud(2))) or True;
        print("line 2");
        any1 = [keep(own1) for own1 in [loud(3)][:1] if keep(own1).n > 0][0];
        print("line 4");
        assert (not ([loud(4)] + ([loud(5)] + [loud(6)]))) or True;
        print("line 6");
        int1 = int(len([[loud(7)], 2]));
        print("line 8");
        if ((loud(8) and loud(9)) in [loud(10)]) {
            print(3, True);
            print("line 1");
        }
        else {
            print("line 0");
        }
        print("line 11");
        keep(keep(any1))
    };
}

fn program_28() {
    graph! {
        for number1 in range(2) {
            print(8);
            print("line 1");
            for each2 in [loud(1)] {
                loud1 = (loud(2) or keep(keep(each2)));
                print("line 1");
                ([loud(3), each2][1] is second(loud(4), loud1));
                print("line 3");
            }
            print("line 3");
        }
        print("line 1");
        print("line 2");
        print("line 3");
        print("line 4");
        any1 = (keep(loud(5)), linked(6, loud(7)).next)[1];
        print("line 6");
        print("line 7");
        [([loud(8)] * 2)]
    };
}

fn program_29() {
    graph! {
        print(("t" + str(sum([keep([loud(1)][0]).n, 3]))));
        print("line 1");
        list1 = [[loud(2)][0], 1];
        print("line 3");
        for each1 in list([loud(3)]) {
            loud1 = loud(4).second(loud(5)).second(second(loud(6), loud(7)));
            print("line 1");
            list1 += [loud1, 7];
            del list1[0];
            print("line 4");
        }
        print("line 5");
        int1 = int(sum([keep([loud(8)][0]).n, 2]));
        print("line 7");
        print(str(6), (loud(9) is not loud(10)));
        print("line 9");
        del int1;
        print("line 11");
        second(keep([loud(11)][0]), linked(12, loud(13)))
    };
}

fn program_30() {
    graph! {
        #![interactive]
        int1 = int((loud(1).n - 8 * len([loud(2)])));
        print("line 1");
        any1 = [second(loud(3), loud(4)).second(keep([loud(5)][0])), (keep(loud(6)), (loud(7) and loud(8)))[1]][1];
        print("line 3");
        print("line 4");
        any1 = {1: (loud(9) if False else loud(10))}[1];
        print("line 6");
        any2part, *list3part = [own1 for own1 in [loud(11)]];
        print("line 8");
        del list3part;
        print("line 10");
        len(((8 if True else int1), (str(False) + str(1))))
    };
}

fn program_31() {
    graph! {
        if (second(loud(1), loud(2)) is not loud(3).second(loud(4))) {
            print(str(6), str(1));
            print("line 1");
        }
        print("line 1");
        int1 = int((loud(5).same().n + 8));
        print("line 3");
        second(loud(6), loud(7)).same().next = keep([loud(8)][0]);
        print("line 5");
        for number1 in range(2) {
            if (linked(9, loud(10)).next is (loud(11) if False else loud(12))) {
                print((str((loud(13) not in (False, [loud(14)][0]))) + str(len((int1, 3)))));
                print("line 1");
            }
            print("line 1");
            (number1 - int1 * number1);
            print("line 3");
        }
        print("line 7");
        any1 = (linked(15, (loud(16) if True else loud(17))).next, linked(18, loud(19).same()).next)[1];
        print("line 9");
        loud1 = keep(any1);
        print("line 11");
        [[loud(20), own2][0] for own2 in [loud1, loud1]][0]
    };
}

fn program_32() {
    graph! {
        int1 = int(len((len([loud(1)]), (keep(loud(2)), linked(3, loud(4)))[1])));
        print("line 1");
        assert (id(loud(5)) == id(loud(6))) or True;
        print("line 3");
        ([loud(7)] + [loud(8)])[-1:];
        print("line 5");
        def function1(a, b) {
            return (loud(9), loud(10))[1];
        }
        print("line 7");
        list1 = [False, "t"];
        print("line 9");
        for number2 in range(2) {
            number3 = 1;
            while number3 > 0 {
                number3 -= 1;
                list1 += [loud(11)];
                list1[0] = (not 8);
                print("line 2");
                loud4part, loud5part = [loud(13), loud(14)];
                print("line 4");
            }
            print("line 2");
            if (loud(15) is not loud(16)) {
                loud6part, loud7part = [linked(17, loud(18)), second(loud(19), loud(20))];
                print("line 1");
            }
            else {
                print("line 0");
            }
            print("line 5");
        }
        print("line 11");
        len((list1 * 0))
    };
}

fn program_33() {
    graph! {
        #![interactive]
        for number1 in range(0) {
            any1 = [keep(own2) for own2 in [loud(1), *[loud(2)]] if keep(own2).n > 0].pop(-1);
            print("line 1");
            loud3part, loud4part = [linked(3, loud(4).same()).next, second(loud(5), loud(6)).same()];
            print("line 3");
        }
        print("line 1");
        int1 = int(len((([0] * 2), loud(7))));
        print("line 3");
        list1 = [loud(8)][:1];
        print("line 5");
        list1 += ([(loud(9) == loud(10))] + ([loud(11)] + list1[::-1]));
        print("line 7");
        list2 = [loud(12)][::-1];
        print("line 9");
        int1 = int(sum([keep({1: (loud(13) and loud(14))}[1]).n, ((int1 if True else 9) - loud(15).n * loud(16).n)]));
        print("line 11");
        linked(17, linked(18, loud(19)).next)
    };
}

fn program_34() {
    graph! {
        for each1 in [loud(1), *[own2 for own2 in [loud(2)]]] {
            *list3part, any4part = [loud(3), loud(4)];
            print("line 1");
            loud1 = loud(5).same();
            print("line 3");
        }
        print("line 1");
        print(8);
        print("line 3");
        assert (((5 - 9 * 4) if ([loud(6)][0] is loud(7)) else number(loud(8))) < (8 if ([loud(9)][0] is loud(10)) else len(([loud(11)][0], 9))) <= (7 if (loud(12) not in (loud(13), 0)) else (3 - 0 * 4))) or True;
        print("line 5");
        for number5 in range(3) {
            int2 = int((sum([keep([loud(14)][0]).n, 6]) - len([loud(15)]) * (6 - 6 * 1)));
            print("line 1");
            print(int2, "t");
            print("line 3");
        }
        print("line 7");
        print(str(7), (number(loud(16)) - 8 * loud(17).n));
        print("line 9");
        any1 = {1: loud(18)}[1];
        print("line 11");
        linked(19, loud(20).second(loud(21)))
    };
}

fn program_35() {
    graph! {
        print("line 0");
        any1 = [own1 for own1 in [loud(1)] if keep(own1).n > 0][0];
        print("line 2");
        print((id(loud(2)) == id(loud(3))), 7);
        print("line 4");
        *list2part, any3part = [loud(4)];
        print("line 6");
        if (loud(5).second(loud(6)).same() == loud(7).second(loud(8)).same()) {
            loud4part, (any5part, any6part) = [loud(9), (any1, loud(10))];
            print("line 1");
        }
        print("line 8");
        number7 = 2;
        while number7 > 0 {
            number7 -= 1;
            list2part += [loud(11), 9];
            del list2part[0];
            print("line 2");
            ((loud(12) or loud(13)) not in (refcount(any3part), (list2part + list2part)));
            print("line 4");
        }
        print("line 11");
        sorted([loud(14)], key=lambda own: number(own)).pop(0)
    };
}

fn program_36() {
    graph! {
        #![interactive]
        print((4 if False else 5));
        print("line 1");
        if ([loud(1)][0] is loud(2)) {
            assert (loud(3) not in ([loud(4)][0], [loud(5)][0])) or True;
            print("line 1");
        }
        print("line 3");
        for each1 in [loud(6)] {
            *list2part, any3part = [loud(7)];
            print("line 1");
            print("line 2");
        }
        print("line 5");
        print("line 6");
        (linked(8, (loud(9) and loud(10))) and ((loud(11) and loud(12)) or linked(13, loud(14)))).next = (keep([loud(15)][0]) if ([loud(16)][0] is loud(17)) else loud(18).second(loud(19))).same();
        print("line 8");
        print((not {1: loud(20)}[1]));
        print("line 10");
        linked(21, loud(22).second(loud(23))).next
    };
}

fn program_37() {
    graph! {
        print("line 0");
        if any(keep(own).n > 3 for own in [loud(1)]) {
            print("line 0");
        }
        elif True {
            ((linked(2, loud(3)) or linked(4, loud(5)).next) or linked(6, (loud(7) and loud(8))).next).next = (loud(9) and (loud(10).second(loud(11)) or (loud(12) if False else loud(13))));
            print("line 1");
        }
        else {
            assert ((6 + 0) < sum([keep([loud(14)][0]).n, 6]) <= (7 - 4 * 3)) or True;
            print("line 1");
        }
        print("line 4");
        print("line 5");
        print("line 6");
        print("t", 1);
        print("line 8");
        number1 = 3;
        while number1 > 0 {
            number1 -= 1;
            if (loud(15) in [loud(16)]) {
                assert (loud(17) in [loud(18)]) or True;
                print("line 1");
            }
            elif True {
                print("line 0");
            }
            else {
                print("line 0");
            }
            print("line 3");
            print(number(loud(19)));
            print("line 5");
        }
        print("line 11");
        ((4 + 0) < (9 - 6 * 4) <= (9 + 3))
    };
}

fn program_38() {
    graph! {
        if ((loud(1) or loud(2)) is linked(3, loud(4))) {
            print(str(len((True, True))), ("t" + str(loud(5).n)));
            print("line 1");
        }
        else {
            list1 = (([loud(6)] + [loud(7)]) or [6]);
            print("line 1");
        }
        print("line 2");
        list1 = [[loud(8)].pop(0), loud(9)];
        print("line 4");
        int1 = int(len(list1));
        print("line 6");
        list1 += [loud(10), *[loud(11)]];
        print("line 8");
        print("line 9");
        int1 = int(len([[loud(12)], [loud(13)]]));
        print("line 11");
        [[1, False]]
    };
}

fn program_39() {
    graph! {
        #![interactive]
        if (7 < (5 - 4 * 1) <= number(loud(1))) {
            assert (loud(2) == loud(3)) or True;
            print("line 1");
        }
        print("line 1");
        for each1 in list([loud(4)]) {
            print((keep(each1) == loud(5).second(loud(6))));
            print("line 1");
            print("line 2");
        }
        print("line 3");
        any1 = [loud(7)].pop();
        print("line 5");
        keep([own2 for own2 in [loud(8)]][0]).next = linked(9, (loud(10) if True else loud(11))).next;
        print("line 7");
        print("line 8");
        print(("t" + str(number(loud(12)))));
        print("line 10");
        7
    };
}

fn program_40() {
    graph! {
        any1 = [own1 for own1 in [loud(1)] if own1 is own1][0];
        print("line 1");
        any2part, *list3part = [second(loud(2), loud(3)), keep(any1)];
        print("line 3");
        second(loud(4), ((loud(5) and loud(6)) and (loud(7) if False else loud(8)))).next = linked(9, linked(10, loud(11)).next).second(linked(12, linked(13, loud(14)).next));
        print("line 5");
        for each4 in [loud(15)] {
            list3part += [7, False];
            print("line 1");
            print("line 2");
        }
        print("line 7");
        print("line 8");
        loud1 = ((loud(16) and loud(17)) or linked(18, loud(19)));
        print("line 10");
        [keep(own5) for own5 in [loud(20), *[loud1]]][0]
    };
}

fn program_41() {
    graph! {
        print((id(loud(1)) == id(loud(2))));
        print("line 1");
        print(str(1));
        print("line 3");
        if (id(loud(3)) == id(loud(4))) {
            second(((loud(5) and loud(6)) or keep([loud(7)][0])), keep({1: loud(8)}[1])).next = (keep(loud(9).second(loud(10))) or (loud(11) or loud(12)).second(loud(13).same()));
            print("line 1");
        }
        else {
            (True or False);
            print("line 1");
        }
        print("line 6");
        loud1 = linked(14, keep(loud(15))).next;
        print("line 8");
        print("line 9");
        for each1 in [own2 for own2 in [loud(16), *[loud1]]] {
            if ((second(loud1, loud1) or (loud(17) and loud(18))) is linked(19, (loud1 if True else loud1))) {
                print("line 0");
            }
            elif ((5 if True else 8) < sum([keep(each1).n, 3]) <= (9 - 0 * 6)) {
                print(str(2), (not 6));
                print("line 1");
            }
            print("line 2");
            print((not [loud(20), ("t" + str(7))]));
            print("line 4");
        }
        print("line 11");
        ("t" + str(8))
    };
}

fn program_42() {
    graph! {
        #![interactive]
        assert ((8 < 1 <= 3) and ([loud(1)][0] is loud(2))) or True;
        print("line 1");
        if (keep([loud(3)][0]) == second(loud(4), loud(5))) {
            loud1 = linked(6, loud(7)).next;
            print("line 1");
        }
        elif (2 < 6 <= 8) {
            print("t", False);
            print("line 1");
        }
        print("line 4");
        list1 = ([(str(True) + str(2))] or (([loud(8)] + [loud(9)]) or [loud(10)]));
        print("line 6");
        assert ((loud(11).same() is keep(loud(12)) is loud(13)) and (linked(14, loud(15)) == (loud(16) if False else loud(17)))) or True;
        print("line 8");
        def function1(a, b) {
            return b;
        }
        print("line 10");
        int1 = int((9 if False else 7));
        print("line 12");
        [keep(loud(18)), [own2 for own2 in [loud(19)] if own2 is own2][0]][-1]
    };
}

fn program_43() {
    graph! {
        loud1 = loud(1).second(keep(loud(2)));
        print("line 1");
        print((loud(3) in [loud1, loud(4)]));
        print("line 3");
        def function1(a, b) {
            return b;
        }
        print("line 5");
        list1 = ((([loud1] or [loud1]) * 0) * 1);
        print("line 7");
        del list1;
        print("line 9");
        print((str(True) + str(0)), (True and True));
        print("line 11");
        (linked(5, loud1).next not in (("t" + str(9)), function1(loud(6), loud1)))
    };
}

fn program_44() {
    graph! {
        print("line 0");
        print(any(keep(own).n > 3 for own in [loud(1), *[loud(2)]]), (keep([loud(3)][0]) in [loud(4)]));
        print("line 2");
        print("line 3");
        if ((1 < 8 <= 8) and (True and False)) {
            loud1 = keep(loud(5));
            print("line 1");
        }
        elif (id(loud(6)) == id(loud(7))) {
            loud1 = keep(loud(8).second(loud(9)));
            print("line 1");
        }
        print("line 6");
        int1 = int(sum([keep([loud(10)][0]).n, 3]));
        print("line 8");
        for each1 in [(loud(11) if False else loud(12)), *[loud(13), loud(14)]] {
            keep([loud(15), each1][0]).next = loud(16);
            print("line 1");
            print("line 2");
        }
        print("line 10");
        [keep(loud(17))]
    };
}

fn program_45() {
    graph! {
        #![interactive]
        [loud(1), [keep(own1) for own1 in [loud(2)]][0]][0];
        print("line 1");
        print((((loud(3) if True else loud(4)) if (loud(5) not in ("t", 9)) else keep(loud(6))) == ((loud(7) and loud(8)) if (not 7) else second(loud(9), loud(10)))));
        print("line 3");
        loud2part, (any3part, any4part) = [loud(11), ([loud(12)][0], loud(13))];
        print("line 5");
        print(True, 9);
        print("line 7");
        (str(True) + str(7));
        print("line 9");
        print("line 10");
        (loud2part.same() not in (([loud(14)] * 1), (loud(15) or loud2part)))
    };
}

fn program_46() {
    graph! {
        print(5, False);
        print("line 1");
        any1 = [loud(1), [loud(2)][0]][-1];
        print("line 3");
        (keep(any1).same() and (loud(3) if (loud(4) == loud(5)) else linked(6, loud(7)).next)).next = ((loud(8) if True else loud(9)).second(loud(10)) if (id(loud(11)) == id(loud(12))) else keep((loud(13) and loud(14))));
        print("line 5");
        int1 = int(number(loud(15)));
        print("line 7");
        loud1part, (any2part, any3part) = [loud(16), (any1, loud(17))];
        print("line 9");
        for number4 in range(3) {
            int3 = int((((2 + number4) - len([loud1part]) * sum([keep(any1).n, 1])) - (refcount(any3part) if (not loud(18)) else loud(19).n) * refcount(any3part)));
            print("line 1");
            [loud1part][-1:];
            print("line 3");
        }
        print("line 11");
        [loud1part][::-1].pop(-1)
    };
}

fn program_47() {
    graph! {
        print("line 0");
        print("line 1");
        def function1(a, b) {
            return b;
        }
        print("line 3");
        for each2 in [keep(own3) for own3 in [loud(1), loud(2)] if own3 is own3] {
            each2 = (loud(3), loud(4))[1];
            print("line 1");
            if (loud(5).same() is not (loud(6) and loud(7))) {
                list1 = [loud(8)];
                print("line 1");
            }
            elif (8 < 4 <= 3) {
                print("line 0");
            }
            else {
                int1 = int((0 - 2 * 0));
                print("line 1");
            }
            print("line 5");
        }
        print("line 5");
        assert ((loud(9), loud(10))[1] is linked(11, loud(12)).next) or True;
        print("line 7");
        second(loud(13), loud(14)).same().second((loud(15) if True else loud(16)).same()).next = linked(17, (linked(18, loud(19)).next or (loud(20) if False else loud(21))));
        print("line 9");
        [(str(False) + str(4))]
    };
}

fn program_48() {
    graph! {
        #![interactive]
        assert any(keep(own).n > 3 for own in [loud(1), loud(2)]) or True;
        print("line 1");
        for each1 in [loud(3)] {
            print("line 0");
            print("line 1");
            if (True or False) {
                continue;
            }
        }
        print("line 3");
        print("line 4");
        any2part, *list3part = [loud(4)];
        print("line 6");
        for number4 in range(1) {
            number4 = int(number(loud(5)));
            print("line 1");
            int2 = int((len((loud(6), "t")) if (any2part is loud(7)) else sum([keep(any2part).n, number4])));
            print("line 3");
        }
        print("line 8");
        int1 = int((3 + 4));
        print("line 10");
        7
    };
}

fn program_49() {
    graph! {
        for each1 in [loud(1), *[loud(2)]] {
            list1 = ([loud(3)] * 0);
            print("line 1");
            for each2 in [loud(4)] {
                print("line 0");
                loud1 = linked(5, loud(6));
                print("line 2");
            }
            print("line 3");
        }
        print("line 1");
        if ([own3 for own3 in [loud(7)] if own3 is own3][0] is (loud(8) or loud(9))) {
            print(str(len(("t", False))), ("t" + str((5 - 2 * 4))));
            print("line 1");
        }
        print("line 3");
        print("line 4");
        len(([loud(10)] + [loud(11)]));
        print("line 6");
        loud4part, any5part = (linked(12, loud(13)) or linked(14, loud(15)).next), {1: (loud(16) or loud(17))}[1];
        print("line 8");
        print(number(keep(loud(18))));
        print("line 10");
        ([loud(19)] + ([loud4part] + [loud4part]))
    };
}

fn program_50() {
    graph! {
        print((len((loud(1), [loud(2)])) + (0 + 9)), ((loud(3) and loud(4)) == loud(5).second(loud(6))));
        print("line 1");
        print("line 2");
        if ((loud(7), loud(8))[1] is (loud(9) or loud(10))) {
            print("line 0");
        }
        else {
            loud1 = loud(11);
            print("line 1");
        }
        print("line 5");
        int1 = int((((9 + 0) - (6 - 1 * 4) * loud(12).n) if (loud(13) is loud(14).same()) else keep(loud(15)).n));
        print("line 7");
        *list1part, any2part = [(loud(16) and loud(17)), *list([loud(18)])];
        print("line 9");
        len((loud(19), any2part));
        print("line 11");
        (loud(20).second(loud(21)) and loud(22))
    };
}

fn program_51() {
    graph! {
        #![interactive]
        number1 = 1;
        while number1 > 0 {
            number1 -= 1;
            for each2 in list([loud(1), loud(2)]) {
                loud(3).n;
                print("line 1");
                print("line 2");
            }
            print("line 1");
            (not ("t" + str(4)));
            print("line 3");
        }
        print("line 2");
        print("line 3");
        *list4part, any5part = sorted([keep(own3) for own3 in [loud(4)]], key=lambda own: number(own));
        print("line 5");
        for number6 in range(1) {
            print("line 0");
            (loud(5) and loud(6).same());
            print("line 2");
        }
        print("line 7");
        list4part += [loud(7)];
        list4part[0] = (loud(9) and loud(10));
        print("line 10");
        int1 = int(len([own7 for own7 in [loud(11)]]));
        print("line 12");
        ("t" + str(7))
    };
}

fn program_52() {
    graph! {
        (True and False);
        print("line 1");
        def function1(a, b) {
            return a;
        }
        print("line 3");
        *list2part, any3part = [loud(1)];
        print("line 5");
        int1 = int(7);
        print("line 7");
        list2part += [loud(2)];
        list2part[-1] = linked(5, second(linked(6, loud(7)).next, loud(8))).next;
        print("line 10");
        loud1 = second(linked(9, (loud(10) if False else loud(11))).next, second((loud(12) or loud(13)), loud(14).same()));
        print("line 12");
        refcount(any3part)
    };
}

fn program_53() {
    graph! {
        print(False, "t");
        print("line 1");
        print("line 2");
        if ([loud(1).same()][0] is (loud(2).second(loud(3)) if (loud(4) not in ("t", 6)) else keep([loud(5)][0]))) {
            loud1 = keep(sorted([loud(6)], key=lambda own: number(own)).pop(-1));
            print("line 1");
        }
        elif (len([loud(7)]) < 7 <= 8) {
            loud1 = keep((loud(8).same() and keep([loud(9)][0])));
            print("line 1");
        }
        print("line 5");
        list1 = [[loud(10)], (loud(11) == loud(12))][::-1];
        print("line 7");
        loud1 = linked(13, loud(14));
        print("line 9");
        if (((5 - 0 * 1) < len([loud1]) <= len([loud(15)])) and (keep(loud(16)) is linked(17, loud1).next is loud(18).second(loud1))) {
            print(refcount(loud1));
            print("line 1");
        }
        print("line 11");
        [(loud1 and loud(19)), {1: loud(20)}[1]][0]
    };
}

fn program_54() {
    graph! {
        #![interactive]
        for each1 in [loud(1), *[own2 for own2 in [loud(2)]]] {
            each1 = [{1: loud(4)}[1] for own3 in [keep(own4) for own4 in [loud(3)]] if keep(own3).n > 0][0];
            print("line 1");
            *list5part, any6part = [loud(5), linked(6, loud(7)).next];
            print("line 3");
        }
        print("line 1");
        if (loud(8) in [loud(9)]) {
            print(number(loud(10)));
            print("line 1");
        }
        else {
            assert (second(loud(11), loud(12)).n < 7 <= 8) or True;
            print("line 1");
        }
        print("line 4");
        print("line 5");
        print("line 6");
        print(1, False);
        print("line 8");
        *list7part, any8part = [loud(13), *[loud(14)]];
        print("line 10");
        {1: (loud(15) or loud(16))}[1]
    };
}

fn program_55() {
    graph! {
        list1 = ([loud(1)] or [loud(2)]);
        print("line 1");
        list1 += [[loud(3)], len(([loud(4)][0], [loud(5)][0]))];
        print("line 3");
        loud2part, any3part = loud(6), [keep(own1) for own1 in [loud(7)] if keep(own1).n > 0][0];
        print("line 5");
        if any(keep(own).n > 3 for own in [loud2part, *[loud2part]]) {
            list1 += [loud2part];
            list1[0] = str(len([loud(12)][::-1]));
            print("line 2");
        }
        elif (loud(13) is loud2part is loud2part) {
            assert (loud2part.same() in ([loud(14)] or list1)) or True;
            print("line 1");
        }
        print("line 8");
        print((loud2part not in ("t", loud2part)));
        print("line 10");
        print(6, True);
        print("line 12");
        number(loud2part.same())
    };
}

fn program_56() {
    graph! {
        print("line 0");
        print(((loud(1) is not loud(2)) or (False or False)));
        print("line 2");
        if (not ([loud(3)] or [loud(4)])) {
            print("line 0");
        }
        print("line 4");
        int1 = int(8);
        print("line 6");
        assert any(keep(own).n > 3 for own in [loud(5), loud(6)]) or True;
        print("line 8");
        del int1;
        print("line 10");
        [loud(7).second(loud(8))][0]
    };
}

fn program_57() {
    graph! {
        #![interactive]
        ((loud(1) if False else loud(2)) or loud(3).same()).second(loud(4));
        print("line 1");
        print("line 2");
        list1 = [len((loud(5), 8)), loud(6).n];
        print("line 4");
        assert (not loud(7).n) or True;
        print("line 6");
        (loud(8) is loud(9));
        print("line 8");
        int1 = int(sum([keep([loud(10)].pop(0)).n, 8]));
        print("line 10");
    };
}

fn program_58() {
    graph! {
        for number1 in range(2) {
            assert (loud(1) is loud(2) is loud(3)) or True;
            print("line 1");
            for number2 in range(0) {
                print(sum([keep([loud(4)][0]).n, 3]));
                print("line 1");
                (str(True) + str(3));
                print("line 3");
            }
            print("line 3");
        }
        print("line 1");
        print("line 2");
        (loud(5) and loud(6));
        print("line 4");
        print((str(True) + str(8)), (loud(7) is not loud(8)));
        print("line 6");
        for number3 in range(3) {
            assert (loud(9) not in ("t", [loud(10)])) or True;
            print("line 1");
            int1 = int(number(loud(11)));
            print("line 3");
        }
        print("line 8");
        print("line 9");
        ([loud(12)][::2] or [loud(13), [loud(14)][0]])
    };
}

fn program_59() {
    graph! {
        list1 = [keep(own1) for own1 in list([loud(1)])];
        print("line 1");
        assert (id(loud(2)) == id(loud(3))) or True;
        print("line 3");
        loud2part, loud3part = [keep([loud(4)][0]), keep(loud(5))];
        print("line 5");
        loud3 = ((loud(6) and loud3part).same() or linked(7, loud(8)).next);
        print("line 7");
        for number4 in range(1) {
            list1 = (([loud(9)] + [loud2part]) or ([loud(10)] + list1));
            print("line 1");
            if (not list1) {
                list1 += (list1 * 1);
                print("line 1");
            }
            elif True {
                print("line 0");
            }
            else {
                print(8, sum([keep([loud(11)][0]).n, number4]));
                print("line 1");
            }
            print("line 5");
        }
        print("line 9");
        if ((loud(12) and loud(13)).second((loud(14) and loud2part)) in [own5 for own5 in [loud(15)]]) {
            for each6 in sorted([loud(16)], key=lambda own: number(own)) {
                print(number(second(second(loud3part, loud3part), (loud3 and loud3))));
                print("line 1");
                int1 = int((len((list1 * 1)) + len((("t" + str(0)), str(1)))));
                print("line 3");
            }
            print("line 1");
        }
        print("line 11");
        ("t" + str(refcount(loud2part)))
    };
}

fn program_60() {
    graph! {
        #![interactive]
        print((second(loud(1), loud(2)).second(loud(3).second(loud(4))) not in ([keep(own1) for own1 in [loud(5), loud(6)]][0], [own2 for own2 in [loud(7), loud(8)] if own2 is own2][0])));
        print("line 1");
        loud1 = loud(9);
        print("line 3");
        del loud1;
        print("line 5");
        loud1 = ((linked(10, loud(11)).next and loud(12).same()) and (keep([loud(13)][0]) if (loud(14) in [loud(15)]) else loud(16).same()));
        print("line 7");
        print("line 8");
        print("line 9");
    };
}

fn program_61() {
    graph! {
        print("line 0");
        any1 = [keep(own1) for own1 in [loud(1)]][0];
        print("line 2");
        loud2part, loud3part = [loud(2), loud(3)];
        print("line 4");
        del any1;
        print("line 6");
        print("line 7");
        print("line 8");
        str(len([loud3part]))
    };
}

fn program_62() {
    graph! {
        for each1 in sorted([loud(1)], key=lambda own: number(own)) {
            print("line 0");
            loud1 = linked(2, (loud(3) or loud(4)).same());
            print("line 2");
        }
        print("line 1");
        def function2(a, b) {
            return {1: loud(5)}[1];
        }
        print("line 3");
        if ((linked(6, loud(7)).next is second(loud(8), loud(9)) is loud(10).second(loud(11))) or (keep([loud(12)][0]) not in ((1 - 3 * 1), ("t" + str(2))))) {
            int1 = int(number(loud(13).second(loud(14))));
            print("line 1");
        }
        elif (not len([loud(15)])) {
            print(sum([keep([loud(16)][0]).n, 7]), (loud(17) is not loud(18)));
            print("line 1");
        }
        print("line 6");
        print("line 7");
        keep(sorted([loud(19)], key=lambda own: number(own)).pop()).next = ((loud(20) if True else loud(21)).second(second(loud(22), loud(23))) and (linked(24, loud(25)) or loud(26).same()));
        print("line 9");
        assert ((loud(27).second(loud(28)), (loud(29) if False else loud(30)))[1] is second((loud(31) if False else loud(32)), (loud(33) if True else loud(34)))) or True;
        print("line 11");
        [loud(35), loud(36)]
    };
}

fn program_63() {
    graph! {
        #![interactive]
        def function1(a, b) {
            return [loud(1)][-1:].pop(-1);
        }
        print("line 1");
        print((str((not 3)) + str(loud(2).n)));
        print("line 3");
        print(True, "t");
        print("line 5");
        print("line 6");
        def function2(a, b) {
            return b;
        }
        print("line 8");
        *list3part, any4part = [loud(3), *[loud(4)]];
        print("line 10");
        any(keep(own).n > 3 for own in [keep(own5) for own5 in [loud(5)] if own5 is own5])
    };
}

fn program_64() {
    graph! {
        print(3, "t");
        print("line 1");
        def function1(a, b) {
            return (loud(1), loud(2))[1];
        }
        print("line 3");
        print("line 4");
        print("line 5");
        (loud(3) if False else loud(4)).next = (loud(5) or loud(6));
        print("line 7");
        for each2 in [(loud(7) if True else loud(8)), loud(9).second(loud(10))] {
            (1 + 0);
            print("line 1");
            print("line 2");
        }
        print("line 9");
        linked(11, loud(12).same())
    };
}

fn program_65() {
    graph! {
        any1part, (any2part, any3part) = [loud(1)][0], (loud(2), [loud(3)][0]);
        print("line 1");
        for each4 in [loud(4)][:1] {
            if (True or False) {
                continue;
            }
            loud5part, loud6part = [loud(5).same(), keep(loud(6))];
            print("line 1");
            loud(7);
            print("line 3");
        }
        print("line 3");
        any7part, (any8part, any9part) = any1part, (loud(8), any3part);
        print("line 5");
        for number10 in range(1) {
            second((loud(9) if (True or True) else (loud(10) and loud(11))), loud(12).second(loud(13).second(loud(14)))).next = loud(15);
            print("line 1");
            print(str(2), (True or True));
            print("line 3");
        }
        print("line 7");
        int1 = int(sum([keep(any9part).n, 4]));
        print("line 9");
        for each11 in [own12 for own12 in [loud(16)] if own12 is own12] {
            (loud(17).same() or (loud(18) or loud(19))).next = linked(20, loud(21).second(loud(22)));
            print("line 1");
            loud1 = keep((loud(23) and loud(24)));
            print("line 3");
        }
        print("line 11");
        ("t" + str(len((loud(25), any1part))))
    };
}

fn program_66() {
    graph! {
        #![interactive]
        print("line 0");
        print(((7 + 8) if (id(loud(1)) == id(loud(2))) else number(loud(3))), str(len(([loud(4)], False))));
        print("line 2");
        keep([loud(5)][0]).next = linked(6, loud(7)).next;
        print("line 4");
        len(([loud(8)] * 1));
        print("line 6");
        *list1part, any2part = sorted([loud(9)], key=lambda own: number(own));
        print("line 8");
        del any2part;
        print("line 10");
    };
}

fn program_67() {
    graph! {
        list1 = [(7 if False else 3), (6 < 8 <= 6)];
        print("line 1");
        list1 += [loud(1), 3];
        del list1[-1];
        print("line 4");
        list1 += [loud(2)];
        list1[-1] = ([list1] * 2);
        print("line 7");
        loud1 = linked(5, loud(6)).second(second(loud(7), loud(8)));
        print("line 9");
        assert (linked(9, loud(10)) in [keep(loud(11)), str(5)]) or True;
        print("line 11");
        int1 = int(refcount(loud1));
        print("line 13");
    };
}

fn program_68() {
    graph! {
        print((loud(1).second(loud(2)) is not loud(3).same()));
        print("line 1");
        if (loud(4) in [loud(5)]) {
            print("line 0");
        }
        print("line 3");
        for each1 in [own2 for own2 in [loud(6)] if own2 is own2] {
            loud3part, loud4part = [loud(7), loud(8)];
            print("line 1");
            each1 = (keep(keep(each1)), linked(9, (loud4part if True else loud3part)).next)[1];
            print("line 3");
            if (4 < 7 <= 2) {
                break;
            }
        }
        print("line 5");
        loud1 = loud(10);
        print("line 7");
        loud2 = linked(11, (loud1 and loud1)).next;
        print("line 9");
        print((linked(12, loud(13)).next == loud2.same()));
        print("line 11");
        keep(loud(14))
    };
}

fn program_69() {
    graph! {
        #![interactive]
        print(any(keep(own).n > 3 for own in [loud(1).second(loud(2)), (loud(3) or loud(4))]));
        print("line 1");
        print((6 - 1 * 9));
        print("line 3");
        for each1 in [own2 for own2 in [loud(5)] if own2 is own2][:1] {
            print((each1 is loud(6)), (loud(7) is not loud(8)));
            print("line 1");
            each1 = [{1: (loud(10) and loud(11))}[1] for own3 in list([loud(9)][-1:])][0];
            print("line 3");
        }
        print("line 5");
        print("line 6");
        print((keep([loud(12)][0]).same() is not (second(loud(13), loud(14)) or loud(15).second(loud(16)))));
        print("line 8");
        for number4 in range(3) {
            loud1 = loud(17);
            print("line 1");
            list1 = (([loud(18)] or [loud(19)]) or ([loud1] * 1))[1:];
            print("line 3");
        }
        print("line 10");
        (str((loud(20) is loud(21) is loud(22))) + str(7))
    };
}

fn program_70() {
    graph! {
        print(8);
        print("line 1");
        any1part, (any2part, any3part) = [loud(1)][0], (loud(2), [loud(3)][0]);
        print("line 3");
        (str(False) + str(9));
        print("line 5");
        print("line 6");
        int1 = int(sum([keep(list([loud(4)]).pop()).n, 7]));
        print("line 8");
        ((second(loud(5), loud(6)) if (loud(7) in [loud(8)]) else keep(any2part)) if any(keep(own).n > 3 for own in [loud(9)][::-1]) else linked(10, loud(11).same()).next);
        print("line 10");
    };
}

fn program_71() {
    graph! {
        int1 = int((linked(1, loud(2)).next.n + len(([loud(3)].pop(-1), linked(4, loud(5)).next))));
        print("line 1");
        assert (loud(6) not in (loud(7), False)) or True;
        print("line 3");
        any1part, (any2part, any3part) = [loud(8)][0], (loud(9), [loud(10)][0]);
        print("line 5");
        [loud(11)];
        print("line 7");
        print(5, True);
        print("line 9");
        number4 = 2;
        while number4 > 0 {
            number4 -= 1;
            print("line 0");
            int1 = int(refcount(any1part));
            print("line 2");
        }
        print("line 12");
        loud(12).same().same()
    };
}

fn program_72() {
    graph! {
        #![interactive]
        print(str(5));
        print("line 1");
        for number1 in range(1) {
            print("line 0");
            number2 = 2;
            while number2 > 0 {
                number2 -= 1;
                linked(1, loud(2)).next;
                print("line 1");
                print("line 2");
            }
            print("line 3");
        }
        print("line 3");
        print("line 4");
        int1 = int(number(loud(3)));
        print("line 6");
        print("line 7");
        print("line 8");
        [loud(4).second(loud(5)), (loud(6), loud(7))[1]][1]
    };
}

fn program_73() {
    graph! {
        any1 = [(loud(1).same() and (loud(2) if False else loud(3)))][0];
        print("line 1");
        for each1 in sorted([loud(4)], key=lambda own: number(own)) {
            linked(5, second(second(loud(6), loud(7)), second(loud(8), loud(9))));
            print("line 1");
            print(loud(10).n);
            print("line 3");
        }
        print("line 3");
        print("t", 7);
        print("line 5");
        for number2 in range(3) {
            loud3part, loud4part = [second(loud(11).second(loud(12)), second(loud(13), loud(14))), second((loud(15) and loud(16)), keep(any1))];
            print("line 1");
            (str((loud(17) is loud3part)) + str(loud3part.n));
            print("line 3");
        }
        print("line 7");
        linked(18, loud(19)).next = loud(20).same();
        print("line 9");
        loud1 = (linked(21, loud(22).same()).next if (id(loud(23)) == id(loud(24))) else linked(25, loud(26)).same());
        print("line 11");
        keep(keep(loud1))
    };
}

fn program_74() {
    graph! {
        loud1 = (keep(loud(1).second(loud(2))) or keep(linked(3, loud(4))));
        print("line 1");
        number1 = 0;
        while number1 > 0 {
            number1 -= 1;
            keep((second(loud1, loud1) and loud(5))).next = ((loud(6) and loud(7)) if (True or True) else loud1.second(loud1)).same();
            print("line 1");
            loud1 = second(linked(8, loud(9)).next, (loud1 or loud1));
            print("line 3");
        }
        print("line 4");
        print("line 5");
        assert (loud1 in [loud1]) or True;
        print("line 7");
        int1 = int(second((loud1 or loud1), loud1.second(loud1)).n);
        print("line 9");
        def function2(a, b) {
            return [loud(10).second(loud(11)).second(keep(loud(12))), a][1];
        }
        print("line 11");
        (str((int1 < int1 <= int1)) + str(len((loud1, loud1))))
    };
}

fn program_75() {
    graph! {
        #![interactive]
        if (loud(1) is loud(2)) {
            print((not ("t" + str(2))));
            print("line 1");
        }
        print("line 1");
        print("line 2");
        print("line 3");
        print("line 4");
        if ((not linked(3, loud(4)).next) and ((loud(5) and loud(6)) not in (keep([loud(7)][0]), [loud(8)].pop(-1)))) {
            list1 = (([[loud(9)][0], "t"] or ([loud(10)] + [loud(11)])) * 1);
            print("line 1");
        }
        elif ((loud(12) or loud(13)) not in ([loud(14)][:1], [loud(15)].pop(0))) {
            print("line 0");
        }
        else {
            print("line 0");
        }
        print("line 8");
        [own1 for own1 in [loud(16), loud(17)] if own1 is own1][0];
        print("line 10");
        (linked(18, loud(19)), linked(20, loud(21)))[1]
    };
}

fn program_76() {
    graph! {
        number1 = 3;
        while number1 > 0 {
            number1 -= 1;
            for number2 in range(3) {
                any1 = [own3 for own3 in [loud(1)] if keep(own3).n > 0][0];
                print("line 1");
                print("line 2");
            }
            print("line 1");
            for each4 in [loud(2)] {
                each4 = {1: linked(3, loud(4).second(loud(5))).next}[1];
                print("line 1");
                print("line 2");
            }
            print("line 3");
        }
        print("line 2");
        if (id(loud(6)) == id(loud(7))) {
            print((id(loud(8)) == id(loud(9))), ("t" + str(0)));
            print("line 1");
        }
        print("line 4");
        (8 - number(keep(loud(10))) * len((loud(11).n, [loud(12)][-1:])));
        print("line 6");
        any1 = [loud(13)][0];
        print("line 8");
        loud5part, any6part = keep(loud(14)), [loud(15)].pop(-1);
        print("line 10");
        print(str(7));
        print("line 12");
        ([loud5part] or ([loud(16)] + [loud(17)]))
    };
}

fn program_77() {
    graph! {
        if (4 < 3 <= 3) {
            for number1 in range(0) {
                assert (second(loud(1), loud(2)).second((loud(3) if True else loud(4))) is second(keep(loud(5)), (loud(6) if False else loud(7))) is ((loud(8) and loud(9)) or linked(10, loud(11)))) or True;
                print("line 1");
                loud1 = linked(12, ((loud(13) and loud(14)) or (loud(15) if False else loud(16))));
                print("line 3");
            }
            print("line 1");
        }
        print("line 1");
        list1 = [loud(17), loud(18)][:1];
        print("line 3");
        list1 = [loud(19)];
        print("line 5");
        any2part, (any3part, any4part) = [loud(20)][0], (loud(21), [loud(22)][0]);
        print("line 7");
        assert (id(loud(23)) == id(loud(24))) or True;
        print("line 9");
        list1 += [loud(25), 7];
        del list1[:1];
        print("line 12");
        ((1 + 9) - (6 + 6) * (6 + 6))
    };
}

fn program_78() {
    graph! {
        #![interactive]
        ([(loud(1) is loud(2)), keep([loud(3)][0])] + [loud(4), loud(5)]);
        print("line 1");
        list1 = (([loud(6)] * 2) + [loud(7)]);
        print("line 3");
        second(loud(8), keep([loud(9)][0])).next = keep([loud(10)][0]).second(loud(11));
        print("line 5");
        int1 = int((8 if False else 4));
        print("line 7");
        str(loud(12).n);
        print("line 9");
        del list1;
        print("line 11");
        len(([loud(13)] + [loud(14)]))
    };
}

fn program_79() {
    graph! {
        print("line 0");
        loud1 = keep({1: loud(1).same()}[1]);
        print("line 2");
        def function1(a, b) {
            return a;
        }
        print("line 4");
        print("line 5");
        any1 = function1(loud(2), second(loud1, loud1));
        print("line 7");
        list1 = [([loud1] + [loud(3)])];
        print("line 9");
        sum([keep([loud1].pop()).n, len(list1)])
    };
}

fn program_80() {
    graph! {
        loud1 = (loud(1) and loud(2));
        print("line 1");
        for each1 in [loud(3), *[loud(4)]][-1:] {
            print("line 0");
            list1 = ([loud1] or [loud1])[:1][:1];
            print("line 2");
        }
        print("line 3");
        loud2 = loud(5);
        print("line 5");
        assert (id(loud(6)) == id(loud(7))) or True;
        print("line 7");
        second(loud1, loud1).next = linked(8, loud(9)).next;
        print("line 9");
        (((loud(10) and loud(11)) if any(keep(own).n > 3 for own in [loud1]) else loud(12)) if (not second(loud(13), loud2)) else linked(14, loud2).second(second(loud(15), loud2))).next = keep((loud1 if True else loud(16)).second(loud(17)));
        print("line 11");
        keep([keep(own2) for own2 in [loud2]][0])
    };
}

fn program_81() {
    graph! {
        #![interactive]
        (loud(1) if True else loud(2)).second((loud(3) or loud(4))).next = ((loud(5) if True else loud(6)) or loud(7));
        print("line 1");
        print(len((([loud(8)] or [loud(9)]) * 2)));
        print("line 3");
        loud1 = loud(10).second(loud(11));
        print("line 5");
        print("line 6");
        assert (8 < ((9 + 4) - sum([keep([loud(12)][0]).n, 6]) * (8 - 7 * 0)) <= (refcount(loud1) - (2 if False else 8) * number(loud(13)))) or True;
        print("line 8");
        print("line 9");
        str(len([loud(14)]))
    };
}

fn program_82() {
    graph! {
        print((str((loud(1) == loud(2))) + str(8)));
        print("line 1");
        print("line 2");
        loud(3);
        print("line 4");
        ((loud(4) and loud(5)) and linked(6, loud(7))).next = second(loud(8).second(loud(9)), loud(10));
        print("line 6");
        any1 = [keep(own1) for own1 in [keep(own2) for own2 in [loud(11)] if keep(own2).n > 0] if own1 is own1][0];
        print("line 8");
        print(("t" + str((0 + 9))), (str((id(loud(12)) == id(loud(13)))) + str(refcount(any1))));
        print("line 10");
        (loud(14).same() is loud(15).second(loud(16)))
    };
}

fn program_83() {
    graph! {
        print(3, 7);
        print("line 1");
        linked(1, (second(loud(2), loud(3)) or keep([loud(4)][0]))).next = linked(5, linked(6, (loud(7) if False else loud(8)))).next;
        print("line 3");
        print("line 4");
        number1 = 1;
        while number1 > 0 {
            number1 -= 1;
            any1 = [own2 for own2 in [loud(9)]][0];
            print("line 1");
            loud3part, (any4part, any5part) = [loud(10), (any1, loud(11))];
            print("line 3");
        }
        print("line 7");
        print("line 8");
        assert (any(keep(own).n > 3 for own in [loud(12)]) and (loud(13) == loud(14))) or True;
        print("line 10");
        second(keep([loud(15)][0]), loud(16))
    };
}

fn program_84() {
    graph! {
        #![interactive]
        ([loud(1)] * 0)[::-1];
        print("line 1");
        print("line 2");
        any1 = (loud(2).second(loud(3)), loud(4).second(loud(5)))[1];
        print("line 4");
        if ((loud(6), loud(7))[1] is (loud(8) or loud(9))) {
            print("line 0");
        }
        print("line 6");
        print("t", 3);
        print("line 8");
        print((len((loud(10), [loud(11)])) - refcount(any1) * refcount(any1)), (loud(12).same() == second(loud(13), loud(14))));
        print("line 10");
        ((loud(15) if True else loud(16)), second(loud(17), loud(18)))[1]
    };
}

fn program_85() {
    graph! {
        if (not (second(loud(1), loud(2)) and loud(3).second(loud(4)))) {
            print("line 0");
        }
        elif (loud(5) == (loud(6) or loud(7))) {
            if ([loud(8)][0] is loud(9)) {
                print("line 0");
            }
            print("line 1");
        }
        else {
            print("line 0");
        }
        print("line 3");
        print("line 4");
        if (loud(10) not in ("t", [loud(11)][0])) {
            print("line 0");
        }
        elif True {
            print("line 0");
        }
        print("line 7");
        def function1(a, b) {
            return a;
        }
        print("line 9");
        loud1 = keep([(loud(12) or loud(13)), function1(loud(14), loud(15))][1]);
        print("line 11");
        any1 = function1(second(keep([loud(16)][0]), second(loud(17), loud1)), (keep(loud1) if (loud(18) == loud1) else second(loud1, loud1)));
        print("line 13");
        sum([keep([loud1].pop(0)).n, sum([keep(any1).n, 7])])
    };
}

fn program_86() {
    graph! {
        any1 = [own1 for own1 in [loud(1)]].pop();
        print("line 1");
        print("line 2");
        print("line 3");
        print((str(True) + str(3)));
        print("line 5");
        int1 = int(sum([keep([loud(2), any1][1]).n, 7]));
        print("line 7");
        print(8, int1);
        print("line 9");
        (id(loud(3)) == id(loud(4)))
    };
}

fn program_87() {
    graph! {
        #![interactive]
        print("line 0");
        for each1 in [loud(1)] {
            print("line 0");
            print("line 1");
        }
        print("line 2");
        print("line 3");
        int1 = int(sum([keep([loud(2)][0]).n, 0]));
        print("line 5");
        print(8, (loud(3) is loud(4)));
        print("line 7");
        print((5 < int1 <= int1));
        print("line 9");
        ([loud(5)] or [loud(6)])[::2]
    };
}

fn program_88() {
    graph! {
        print("line 0");
        print((str(False) + str(0)), (id(loud(1)) == id(loud(2))));
        print("line 2");
        loud1 = (loud(3) and loud(4));
        print("line 4");
        for each1 in sorted([loud1], key=lambda own: number(own)) {
            list1 = [(str((loud1 not in (True, [loud1]))) + str(sum([keep(each1).n, 1]))), (str((each1 is loud1)) + str((0 if True else 3)))];
            print("line 1");
            print(refcount(each1));
            print("line 3");
        }
        print("line 6");
        any1 = [linked(5, loud1)][0];
        print("line 8");
        list1 = [[loud1, loud(6)], [(False or False), (loud1 not in (loud1, 9))]];
        print("line 10");
        linked(7, keep(loud1))
    };
}

fn program_89() {
    graph! {
        number1 = 1;
        while number1 > 0 {
            number1 -= 1;
            print("line 0");
            print("line 1");
        }
        print("line 2");
        def function2(a, b) {
            return {1: loud(1)}[1];
        }
        print("line 4");
        print(str(0));
        print("line 6");
        any1 = function2((loud(2) or loud(3)).same(), linked(4, keep(loud(5))).next);
        print("line 8");
        if ((loud(6) if False else loud(7)) in [loud(8)][-1:]) {
            number3 = 2;
            while number3 > 0 {
                number3 -= 1;
                linked(9, (keep(any1) or (loud(10) and loud(11))));
                print("line 1");
                print("line 2");
            }
            print("line 2");
        }
        else {
            print("line 0");
        }
        print("line 11");
        def function4(a, b) {
            return b;
        }
        print("line 13");
        (loud(12).second(loud(13)) or keep(loud(14)))
    };
}

fn program_90() {
    graph! {
        #![interactive]
        print("line 0");
        assert (id(loud(1)) == id(loud(2))) or True;
        print("line 2");
        assert (id(loud(3)) == id(loud(4))) or True;
        print("line 4");
        print("line 5");
        any1 = [(keep([loud(5)][0]) or keep(loud(6))), (loud(7), keep([loud(8)][0]))[1]][-1];
        print("line 7");
        print((loud(9).same() in [loud(10)]));
        print("line 9");
    };
}

fn program_91() {
    graph! {
        number1 = 0;
        while number1 > 0 {
            number1 -= 1;
            any1 = {1: keep([loud(1)].pop(0))}[1];
            print("line 1");
            int1 = int(number(loud(2)));
            print("line 3");
        }
        print("line 2");
        assert (not [loud(3)][0]) or True;
        print("line 4");
        loud(4).same().next = keep([(loud(7), loud(8))[1] for own2 in [loud(5), *[loud(6)]] if own2 is own2][0]);
        print("line 6");
        any1 = (loud(9), loud(10))[1];
        print("line 8");
        def function3(a, b) {
            return [keep(loud(11).second(loud(12))), (keep(b), (loud(13) and loud(14)))[1]][1];
        }
        print("line 10");
        print((loud(15) in [loud(16)]));
        print("line 12");
        ((any1 is loud(17)) and (loud(18) in [loud(19)]))
    };
}

fn program_92() {
    graph! {
        print(False, True);
        print("line 1");
        print((3 if True else 6));
        print("line 3");
        print(number((loud(1) if True else loud(2))));
        print("line 5");
        print(4, "t");
        print("line 7");
        print("line 8");
        second(loud(3).second(loud(4)), (loud(5) and loud(6))).next = (loud(7) and loud(8)).second(second(loud(9), loud(10)));
        print("line 10");
    };
}

fn program_93() {
    graph! {
        #![interactive]
        [own1 for own1 in [loud(1)] if keep(own1).n > 0][0];
        print("line 1");
        print("line 2");
        assert (keep((loud(2) if True else loud(3))) is keep(loud(4).same()) is second((loud(5) and loud(6)), keep(loud(7)))) or True;
        print("line 4");
        for each2 in [loud(8)][:1] {
            print("line 0");
            for each3 in sorted([loud(9)], key=lambda own: number(own))[::-1] {
                print(("t" + str(refcount(each3))));
                print("line 1");
                print((loud(10).n + (3 - 1 * 2)));
                print("line 3");
            }
            print("line 2");
            if (True and False) {
                continue;
            }
        }
        print("line 6");
        print(("t" + str(number(loud(11)))), number(linked(12, loud(13)).next));
        print("line 8");
        if ((loud(14) not in ([loud(15)][0], loud(16))) and (loud(17) in [loud(18)])) {
            if (not loud(19)) {
                int1 = int(8);
                print("line 1");
            }
            elif True {
                int1 = int((4 + 0));
                print("line 1");
            }
            else {
                any1 = (loud(20).second(loud(21)), second(loud(22), loud(23)))[1];
                print("line 1");
            }
            print("line 3");
        }
        elif (id(loud(24)) == id(loud(25))) {
            (9 < 6 <= 2);
            print("line 1");
        }
        print("line 11");
        (second(loud(26), loud(27)) or linked(28, loud(29)).next)
    };
}

fn program_94() {
    graph! {
        list1 = [(loud(1) and loud(2)), [loud(3)][::-1]];
        print("line 1");
        loud1 = (second(loud(4), loud(5)) or (loud(6) if True else loud(7)));
        print("line 3");
        int1 = int(len((linked(8, loud(9)), (str(False) + str(0)))));
        print("line 5");
        int1 = int(len(({1: keep([loud(10)][0])}[1], second(loud1, loud1).second(loud(11)))));
        print("line 7");
        linked(12, second(keep([loud(13)][0]), linked(14, loud1))).next = second(keep(loud1), loud(15)).same();
        print("line 9");
        if (id(loud(16)) == id(loud(17))) {
            any1part, *list2part = [loud1][-1:][::-1];
            print("line 1");
        }
        print("line 11");
        loud(18).second(loud(19).same())
    };
}

fn program_95() {
    graph! {
        if (second(loud(1), loud(2)) == loud(3)) {
            print("line 0");
        }
        elif (id(loud(4)) == id(loud(5))) {
            print("line 0");
        }
        else {
            for each1 in [linked(6, loud(7)), *[loud(8)][-1:]] {
                assert (False and True) or True;
                print("line 1");
                assert ((loud(9).second(loud(10)) and (loud(11) or loud(12))) is linked(13, loud(14)).next.second((loud(15) if True else loud(16)))) or True;
                print("line 3");
            }
            print("line 1");
        }
        print("line 3");
        assert ([loud(17)][0] is linked(18, loud(19))) or True;
        print("line 5");
        print((loud(20).same() is not (loud(21) if True else loud(22))), (not [loud(23)][0]));
        print("line 7");
        print("line 8");
        print("line 9");
        print("t", "t");
        print("line 11");
        [[loud(26), own2][1] for own2 in [loud(24), loud(25)]][0]
    };
}

fn program_96() {
    graph! {
        #![interactive]
        assert (second(loud(1), loud(2)) not in (7, (8 - 5 * 0))) or True;
        print("line 1");
        loud1 = linked(3, second((loud(4) and loud(5)), second(loud(6), loud(7))));
        print("line 3");
        print(str(loud1.n), len((keep([loud(8)][0]), keep(loud1))));
        print("line 5");
        assert (loud(9) is (loud1 if True else loud1) is (loud1 or loud(10))) or True;
        print("line 7");
        linked(11, keep(loud1).same()).next = keep([(loud1 if False else loud1), [own1 for own1 in [loud(12)] if own1 is own1][0]][1]);
        print("line 9");
        any2part, (any3part, any4part) = [loud(13)][0], (loud1, [loud(14)][0]);
        print("line 11");
        keep(loud1.second(loud1))
    };
}

fn program_97() {
    graph! {
        (str(False) + str(4));
        print("line 1");
        loud(1).same().next = loud(2).same();
        print("line 3");
        def function1(a, b) {
            return b;
        }
        print("line 5");
        print(True, "t");
        print("line 7");
        *list2part, any3part = [(loud(3) or loud(4)), (loud(5) and loud(6))];
        print("line 9");
        int1 = int(number(loud(7).second(loud(8))));
        print("line 11");
        (list2part + [loud(9)])[::2]
    };
}

fn program_98() {
    graph! {
        print("line 0");
        for each1 in [loud(1)] {
            for each2 in [loud(2)] {
                loud3part, (any4part, any5part) = [loud(3), (each2, loud(4))];
                print("line 1");
                list1 = [loud(5), *[loud(6), *[loud3part]]];
                print("line 3");
            }
            print("line 1");
            for each6 in list([loud(7)]) {
                print("line 0");
                print("line 1");
            }
            print("line 3");
        }
        print("line 2");
        int1 = int(len([5]));
        print("line 4");
        any1 = [own7 for own7 in [loud(8)] if keep(own7).n > 0][0];
        print("line 6");
        if (linked(9, (loud(10) and loud(11))) == (loud(12) if (True or True) else linked(13, loud(14)).next)) {
            for each8 in list([own9 for own9 in [loud(15)] if own9 is own9]) {
                loud1 = (second(loud(16), loud(17)) if (not False) else (loud(18) if False else loud(19))).second(linked(20, keep(each8)));
                print("line 1");
                print("line 2");
            }
            print("line 1");
        }
        elif ((loud(21) is loud(22)) and any(keep(own).n > 3 for own in [loud(23)])) {
            print("line 0");
        }
        else {
            assert (keep(any1) is linked(24, (loud(25) or loud(26))) is keep(keep(any1))) or True;
            print("line 1");
        }
        print("line 10");
        print("line 11");
        linked(27, (loud(28) if False else loud(29)))
    };
}

fn program_99() {
    graph! {
        #![interactive]
        if (not len([loud(1)])) {
            number1 = 3;
            while number1 > 0 {
                number1 -= 1;
                list1 = [[loud(2)][0], (str(False) + str(5))];
                print("line 1");
                loud2part, loud3part = [linked(3, linked(4, loud(5))).next, loud(6).second(loud(7)).same()];
                print("line 3");
            }
            print("line 2");
        }
        elif (loud(8) in [loud(9)]) {
            assert ([loud(10)][0] is loud(11)) or True;
            print("line 1");
        }
        else {
            print("line 0");
        }
        print("line 3");
        number4 = 2;
        while number4 > 0 {
            number4 -= 1;
            print("line 0");
            loud(12).next = loud(13);
            print("line 2");
        }
        print("line 6");
        print(7);
        print("line 8");
        print(str(9), 7);
        print("line 10");
        print("line 11");
        print((second(loud(14), loud(15)).same() == loud(16)));
        print("line 13");
        [loud(17)][:]
    };
}

pub(super) const ALL: [fn(); 100] = [
    program_0,
    program_1,
    program_2,
    program_3,
    program_4,
    program_5,
    program_6,
    program_7,
    program_8,
    program_9,
    program_10,
    program_11,
    program_12,
    program_13,
    program_14,
    program_15,
    program_16,
    program_17,
    program_18,
    program_19,
    program_20,
    program_21,
    program_22,
    program_23,
    program_24,
    program_25,
    program_26,
    program_27,
    program_28,
    program_29,
    program_30,
    program_31,
    program_32,
    program_33,
    program_34,
    program_35,
    program_36,
    program_37,
    program_38,
    program_39,
    program_40,
    program_41,
    program_42,
    program_43,
    program_44,
    program_45,
    program_46,
    program_47,
    program_48,
    program_49,
    program_50,
    program_51,
    program_52,
    program_53,
    program_54,
    program_55,
    program_56,
    program_57,
    program_58,
    program_59,
    program_60,
    program_61,
    program_62,
    program_63,
    program_64,
    program_65,
    program_66,
    program_67,
    program_68,
    program_69,
    program_70,
    program_71,
    program_72,
    program_73,
    program_74,
    program_75,
    program_76,
    program_77,
    program_78,
    program_79,
    program_80,
    program_81,
    program_82,
    program_83,
    program_84,
    program_85,
    program_86,
    program_87,
    program_88,
    program_89,
    program_90,
    program_91,
    program_92,
    program_93,
    program_94,
    program_95,
    program_96,
    program_97,
    program_98,
    program_99,
];
