// Written by programs.py.
use super::*;

fn program_0() {
    graph! {
        #![interactive]
        print(str(7), (loud(1) not in ("t", loud(2))));
        print("line 1");
        print((loud(3).same() is (loud(4) or loud(5))), ((loud(6) or loud(7)) in [loud(8), [loud(9)]]));
        print("line 3");
        print("line 4");
        print("line 5");
        print("line 6");
        (loud(10).same() or linked(11, loud(12)).next).next = keep(loud(13).same());
        print("line 8");
    };
}

fn program_1() {
    graph! {
        print((str(False) + str(8)));
        print("line 1");
        (((1 + 4) + 7) - (loud(1).n + len([loud(2)])) * len((loud(3), loud(4).second(loud(5)))));
        print("line 3");
        print(("t" + str(7)));
        print("line 5");
        loud1 = (loud(6) and loud(7));
        print("line 7");
        list1 = [(id(loud(8)) == id(loud(9)))];
        print("line 9");
        assert (((True and True) or (not True)) and (linked(10, loud(11)) == (loud1 or loud1))) or True;
        print("line 11");
    };
}

fn program_2() {
    graph! {
        print("line 0");
        print(((3 - 0 * 4) - 7 * len((3, True))));
        print("line 2");
        print(str((6 + 7)));
        print("line 4");
        assert (((loud(1) and loud(2)) or loud(3).same()) is not loud(4).second(loud(5)).second(linked(6, loud(7)).next)) or True;
        print("line 6");
        print("line 7");
        print("line 8");
    };
}

fn program_3() {
    graph! {
        #![interactive]
        loud1 = (loud(1) and keep(loud(2).same()));
        print("line 1");
        linked(3, loud1).next = loud(4).same();
        print("line 3");
        loud1 = ((loud(5) or loud(6)) or loud(7));
        print("line 5");
        print(str(number(loud(8))));
        print("line 7");
        print("line 8");
        print("line 9");
    };
}

fn program_4() {
    graph! {
        loud(1).second(loud(2)).next = (second(loud(3), loud(4)).second(linked(5, loud(6)).next) or second(loud(7), loud(8)).same());
        print("line 1");
        list1 = [loud(9)];
        print("line 3");
        loud1 = linked(10, linked(11, loud(12))).next;
        print("line 5");
        list1 += [loud1];
        list1[len([loud1.same()]) - 1] = second(loud(13).same(), loud(14).same());
        print("line 8");
        print(refcount(loud1));
        print("line 10");
        list1 += ([loud(15)] or (list1 or list1));
        print("line 12");
    };
}

fn program_5() {
    graph! {
        print("line 0");
        print(number(loud(1)), (loud(2) is loud(3) is loud(4)));
        print("line 2");
        print(number(loud(5)));
        print("line 4");
        print("line 5");
        loud1 = loud(6);
        print("line 7");
        loud1 = (loud1 or loud1).same();
        print("line 9");
    };
}

fn program_6() {
    graph! {
        #![interactive]
        int1 = 7;
        print("line 1");
        loud(1);
        print("line 3");
        print("line 4");
        print("line 5");
        print("line 6");
        (loud(2) is loud(3));
        print("line 8");
    };
}

fn program_7() {
    graph! {
        print("line 0");
        print("line 1");
        print(loud(1).n);
        print("line 3");
        print(("t" + str(number(loud(2)))), (str((2 < 2 <= 8)) + str(number(loud(3)))));
        print("line 5");
        (loud(4).same() or (loud(5) and loud(6))).next = linked(7, second(loud(8), loud(9))).next;
        print("line 7");
        int1 = number(linked(10, loud(11).same()).next);
        print("line 9");
        ([loud(12)] + [False, int1])
    };
}

fn program_8() {
    graph! {
        linked(1, loud(2)).next.next = (loud(3) and loud(4));
        print("line 1");
        assert (loud(5) in [loud(6)]) or True;
        print("line 3");
        print("line 4");
        int1 = number(second(loud(7), loud(8)).second(loud(9).second(loud(10))));
        print("line 6");
        del int1;
        print("line 8");
        list1 = [("t" + str(3)), linked(11, loud(12)).next];
        print("line 10");
    };
}

fn program_9() {
    graph! {
        #![interactive]
        assert (id(loud(1)) == id(loud(2))) or True;
        print("line 1");
        print(((0 + 4) + len([loud(3)])));
        print("line 3");
        print("line 4");
        loud(4).same().next = second(loud(5), loud(6));
        print("line 6");
        loud1 = second(linked(7, linked(8, loud(9))), second((loud(10) and loud(11)), keep(loud(12))));
        print("line 8");
        list1 = [loud1];
        print("line 10");
        linked(13, second(loud(14), loud1))
    };
}

fn program_10() {
    graph! {
        print("line 0");
        linked(1, (keep(loud(2)) and (loud(3) or loud(4)))).next;
        print("line 2");
        loud1 = loud(5);
        print("line 4");
        (4 + 8);
        print("line 6");
        loud(6).next = (loud(7) and linked(8, loud1).next).same();
        print("line 8");
        list1 = [[loud1]];
        print("line 10");
        ("t" + str(len((True, "t"))))
    };
}

fn program_11() {
    graph! {
        print("line 0");
        assert (not ["t", loud(1)]) or True;
        print("line 2");
        linked(2, (loud(3) and loud(4)).second(linked(5, loud(6)).next)).next = loud(7);
        print("line 4");
        print((len(([loud(8)], loud(9))) + (8 - 0 * 3)), 7);
        print("line 6");
        print("line 7");
        list1 = ((([loud(10)] or [loud(11)]) * 0) + [(loud(12) and loud(13))]);
        print("line 9");
    };
}

fn program_12() {
    graph! {
        #![interactive]
        assert (((loud(1) or loud(2)) or loud(3)) is loud(4).same().same() is second((loud(5) or loud(6)), second(loud(7), loud(8)))) or True;
        print("line 1");
        print("line 2");
        list1 = (([loud(9)] + [loud(10)]) * 1);
        print("line 4");
        loud1 = loud(11);
        print("line 6");
        loud1 = linked(12, loud(13));
        print("line 8");
        print(False, True);
        print("line 10");
    };
}

fn program_13() {
    graph! {
        print("line 0");
        int1 = number(second((loud(1) and loud(2)), second(loud(3), loud(4))));
        print("line 2");
        print("line 3");
        int2 = 7;
        print("line 5");
        del int1;
        print("line 7");
        keep(((loud(5) or loud(6)) or linked(7, loud(8)))).next = (linked(9, (loud(10) or loud(11))).next and (loud(12) and loud(13)).second(keep(loud(14))));
        print("line 9");
    };
}

fn program_14() {
    graph! {
        print("line 0");
        print("line 1");
        loud(1).n;
        print("line 3");
        list1 = ([loud(2)] + [loud(3)]);
        print("line 5");
        int1 = loud(4).n;
        print("line 7");
        list1 += (["t"] or (list1 or list1));
        print("line 9");
        (second(loud(5), loud(6)) is linked(7, loud(8)).next)
    };
}

fn program_15() {
    graph! {
        #![interactive]
        len([loud(1)]);
        print("line 1");
        loud1 = linked(2, loud(3));
        print("line 3");
        print("line 4");
        assert (id(loud(4)) == id(loud(5))) or True;
        print("line 6");
        assert (8 < 4 <= 3) or True;
        print("line 8");
        loud2 = loud(6);
        print("line 10");
    };
}

fn program_16() {
    graph! {
        assert (id(loud(1)) == id(loud(2))) or True;
        print("line 1");
        linked(3, keep(loud(4))).next;
        print("line 3");
        int1 = len(((loud(5).second(loud(6)) and loud(7).same()), (loud(8) or loud(9).second(loud(10)))));
        print("line 5");
        print(True, True);
        print("line 7");
        print("line 8");
        print(len([loud(11)]), (not loud(12)));
        print("line 10");
    };
}

fn program_17() {
    graph! {
        (([loud(1)] + [loud(2)]) or [False]);
        print("line 1");
        (loud(3).second(loud(4)) and loud(5).second(loud(6))).next = (keep(loud(7)) and loud(8).same());
        print("line 3");
        print("line 4");
        list1 = ([loud(9)] or [loud(10)]);
        print("line 6");
        print("line 7");
        assert (loud(11) == loud(12)) or True;
        print("line 9");
        [([loud(13)] * 0), (False or False)]
    };
}

fn program_18() {
    graph! {
        #![interactive]
        print("line 0");
        int1 = 7;
        print("line 2");
        int1 = len((([loud(1)] + [loud(2)]) * 2));
        print("line 4");
        int2 = (4 - 3 * int1);
        print("line 6");
        linked(3, (loud(4) and second(loud(5), loud(6)))).next;
        print("line 8");
        (second(loud(7), loud(8)) and loud(9).second(loud(10))).next = (linked(11, loud(12)).next and keep(loud(13)));
        print("line 10");
        len((keep(loud(14)), loud(15)))
    };
}

fn program_19() {
    graph! {
        assert (loud(1) not in ("t", 7)) or True;
        print("line 1");
        ([loud(2)] + [loud(3)]);
        print("line 3");
        print(len((loud(4), False)), (loud(5) is not loud(6)));
        print("line 5");
        len([loud(7)]);
        print("line 7");
        print("line 8");
        loud(8).next = linked(9, linked(10, loud(11)).next).next;
        print("line 10");
        (second(loud(12), loud(13)) in ([loud(14)] + [loud(15)]))
    };
}

fn program_20() {
    graph! {
        list1 = [loud(1)];
        print("line 1");
        del list1;
        print("line 3");
        list1 = [(id(loud(2)) == id(loud(3))), loud(4).n];
        print("line 5");
        print((id(loud(5)) == id(loud(6))), ((3 - 9 * 6) - (8 + 0) * number(loud(7))));
        print("line 7");
        ((loud(8).second(loud(9)) and linked(10, loud(11)).next) or keep((loud(12) or loud(13)))).next = loud(14);
        print("line 9");
        print(len(([loud(15)] + [loud(16)])), str(loud(17).n));
        print("line 11");
    };
}

fn program_21() {
    graph! {
        #![interactive]
        second(loud(1), loud(2)).next = loud(3);
        print("line 1");
        print("line 2");
        assert (loud(4).second(loud(5).second(loud(6))) in (([loud(7)] * 1) * 2)) or True;
        print("line 4");
        print((loud(8).second(loud(9)) in ([loud(10)] * 2)));
        print("line 6");
        print("line 7");
        assert (not number(keep(loud(11)))) or True;
        print("line 9");
    };
}

fn program_22() {
    graph! {
        print("line 0");
        print("line 1");
        loud(1).same();
        print("line 3");
        ("t" + str(number(loud(2))));
        print("line 5");
        linked(3, second(loud(4), loud(5))).next.same().next = linked(6, linked(7, linked(8, loud(9)).next).next);
        print("line 7");
        assert (loud(10) == loud(11).second(loud(12))) or True;
        print("line 9");
    };
}

fn program_23() {
    graph! {
        (loud(1) == (loud(2) or loud(3)).second(second(loud(4), loud(5))));
        print("line 1");
        print(str(0));
        print("line 3");
        print("line 4");
        7;
        print("line 6");
        int1 = len((second(loud(6), loud(7)), linked(8, loud(9)).next));
        print("line 8");
        loud1 = linked(10, loud(11).second(loud(12))).same();
        print("line 10");
    };
}

fn program_24() {
    graph! {
        #![interactive]
        print((6 - 0 * 3), (loud(1) is loud(2)));
        print("line 1");
        print("line 2");
        assert (False and True) or True;
        print("line 4");
        print("line 5");
        loud(3).next = linked(4, loud(5).same()).next;
        print("line 7");
        number(linked(6, second(loud(7), loud(8))).next);
        print("line 9");
    };
}

fn program_25() {
    graph! {
        int1 = (number(loud(1)) - len([loud(2)]) * len([loud(3)]));
        print("line 1");
        print("line 2");
        print(str(int1), ("t" + str(int1)));
        print("line 4");
        loud1 = second(((loud(4) or loud(5)) and linked(6, loud(7))), loud(8).same().second(loud(9).same()));
        print("line 6");
        list1 = ([loud1] + [loud1]);
        print("line 8");
        list1 += (list1 * 2);
        print("line 10");
    };
}

fn program_26() {
    graph! {
        print("line 0");
        loud1 = (second(loud(1), loud(2)) and keep(loud(3)));
        print("line 2");
        print(((loud1 or loud1) is (loud(4) or loud(5))));
        print("line 4");
        int1 = refcount(loud1);
        print("line 6");
        print("line 7");
        print(("t" + str(refcount(loud1))));
        print("line 9");
    };
}

fn program_27() {
    graph! {
        #![interactive]
        ([[loud(1)], 7] + ([loud(2)] * 2));
        print("line 1");
        ("t" + str((9 + 5)));
        print("line 3");
        print((loud(3) is not second(loud(4), loud(5))), ("t" + str(len((7, 8)))));
        print("line 5");
        int1 = len((loud(6), str(number(loud(7)))));
        print("line 7");
        loud1 = loud(8);
        print("line 9");
        print((keep(loud1) in ([loud1] + [loud1])));
        print("line 11");
    };
}

fn program_28() {
    graph! {
        print("line 0");
        print("line 1");
        list1 = [[[loud(1)], True], [loud(2)]];
        print("line 3");
        print((second(loud(3), loud(4)) == loud(5)), second(loud(6), loud(7)).n);
        print("line 5");
        (str(False) + str(4));
        print("line 7");
        int1 = len((list1 + list1));
        print("line 9");
    };
}

fn program_29() {
    graph! {
        assert ((True and False) and (not loud(1))) or True;
        print("line 1");
        loud1 = loud(2).same();
        print("line 3");
        print("line 4");
        ([loud1] or [loud1]);
        print("line 6");
        (loud(3) or linked(4, loud(5))).next = (loud(6) or loud1).same();
        print("line 8");
        del loud1;
        print("line 10");
    };
}

fn program_30() {
    graph! {
        #![interactive]
        list1 = ([[loud(1)], "t"] + ["t"]);
        print("line 1");
        print((linked(2, loud(3)).next == keep(loud(4))));
        print("line 3");
        ("t" + str(number(linked(5, loud(6)).next)));
        print("line 5");
        assert ((linked(7, loud(8)).next is second(loud(9), loud(10)) is keep(loud(11))) and (linked(12, loud(13)) in [1, loud(14)])) or True;
        print("line 7");
        print(2, 1);
        print("line 9");
        list1 += (([loud(15)] or [loud(16)]) * 2);
        print("line 11");
    };
}

fn program_31() {
    graph! {
        print("line 0");
        int1 = loud(1).n;
        print("line 2");
        int2 = (len([loud(2)]) + number(loud(3)));
        print("line 4");
        assert (loud(4) == loud(5)) or True;
        print("line 6");
        print("line 7");
        list1 = ([(loud(6) or loud(7)), [loud(8), loud(9)]] + [(not 5)]);
        print("line 9");
    };
}

fn program_32() {
    graph! {
        list1 = [[("t" + str(4))]];
        print("line 1");
        list1 = (((list1 + [loud(1)]) * 1) * 2);
        print("line 3");
        loud1 = loud(2).same();
        print("line 5");
        del list1;
        print("line 7");
        int1 = (loud(3) and loud(4)).same().n;
        print("line 9");
        print(str(int1));
        print("line 11");
    };
}

fn program_33() {
    graph! {
        #![interactive]
        print("line 0");
        print("line 1");
        assert (loud(1) not in ("t", 2)) or True;
        print("line 3");
        ((7 < len([loud(2)]) <= loud(3).n) or (id(loud(4)) == id(loud(5))));
        print("line 5");
        int1 = (1 - 1 * 1);
        print("line 7");
        keep((loud(6) or (loud(7) and loud(8)))).next = keep(loud(9));
        print("line 9");
        str(7)
    };
}

fn program_34() {
    graph! {
        print("line 0");
        loud1 = loud(1).second(loud(2));
        print("line 2");
        print((False and False));
        print("line 4");
        loud1 = loud(3);
        print("line 6");
        list1 = [([loud1] or [loud1]), (id(loud(4)) == id(loud(5)))];
        print("line 8");
        list1 += [loud1];
        list1[-1] = str(((5 - 3 * 0) - (4 - 3 * 8) * len(("t", loud1))));
        print("line 11");
        (linked(8, loud(9)) in ([loud1] + [loud(10)]))
    };
}

fn program_35() {
    graph! {
        print((str(True) + str(0)), (loud(1) is loud(2) is loud(3)));
        print("line 1");
        int1 = linked(4, loud(5)).n;
        print("line 3");
        print(int1, False);
        print("line 5");
        print("line 6");
        print((id(loud(6)) == id(loud(7))));
        print("line 8");
        list1 = (([loud(8)] * 2) * 0);
        print("line 10");
    };
}

fn program_36() {
    graph! {
        #![interactive]
        list1 = [False];
        print("line 1");
        list1 += [(str(False) + str(9))];
        print("line 3");
        print(False, True);
        print("line 5");
        int1 = (number(loud(1)) - (9 + 5) * (8 - 2 * 2));
        print("line 7");
        int2 = (len((False, False)) - (3 + 9) * loud(2).n);
        print("line 9");
        (loud(3) and loud(4)).next = linked(5, loud(6)).next;
        print("line 11");
    };
}

fn program_37() {
    graph! {
        second((loud(1) or loud(2)), linked(3, loud(4))).next = (linked(5, loud(6)).next and loud(7));
        print("line 1");
        print("line 2");
        print("line 3");
        linked(8, linked(9, loud(10)).next).next.next = ((loud(11) and loud(12)) and loud(13));
        print("line 5");
        print((str(False) + str(7)), loud(14).n);
        print("line 7");
        linked(15, loud(16)).second(loud(17)).next = (linked(18, loud(19)) and linked(20, loud(21)).next);
        print("line 9");
    };
}

fn program_38() {
    graph! {
        print("line 0");
        print("line 1");
        print("line 2");
        print("line 3");
        print("line 4");
        loud1 = keep((loud(1).second(loud(2)) and second(loud(3), loud(4))));
        print("line 6");
    };
}

fn program_39() {
    graph! {
        #![interactive]
        assert ((loud(1) is loud(2) is loud(3)) and (6 < 5 <= 5)) or True;
        print("line 1");
        list1 = [loud(4).second(loud(5)), linked(6, loud(7)).next];
        print("line 3");
        list1 += [loud(8)];
        list1[-1] = linked(10, loud(11).second(loud(12))).next;
        print("line 6");
        print(str(len(([loud(13)] + [loud(14)]))));
        print("line 8");
        list1 += (([loud(15)] + [loud(16)]) * 1);
        print("line 10");
        list2 = [("t" + str(7)), len(([loud(17)] * 1))];
        print("line 12");
    };
}

fn program_40() {
    graph! {
        [False];
        print("line 1");
        print("line 2");
        int1 = len(["t", False]);
        print("line 4");
        print("line 5");
        int2 = len([loud(1)]);
        print("line 7");
        assert (linked(2, loud(3)).second(linked(4, loud(5)).next) not in (([[loud(6)]] + [3, [loud(7)]]), ([int2, [loud(8)]] * 2))) or True;
        print("line 9");
    };
}

fn program_41() {
    graph! {
        print("line 0");
        second(loud(1), loud(2));
        print("line 2");
        int1 = len([loud(3)]);
        print("line 4");
        print("line 5");
        print(number(loud(4)));
        print("line 7");
        del int1;
        print("line 9");
        number(loud(5).same())
    };
}

fn program_42() {
    graph! {
        #![interactive]
        print(("t" + str(8)), len((False, "t")));
        print("line 1");
        print("line 2");
        print("line 3");
        int1 = len([len((loud(1), [loud(2)]))]);
        print("line 5");
        (loud(3) and loud(4)).next = loud(5).same();
        print("line 7");
        print("line 8");
    };
}

fn program_43() {
    graph! {
        loud1 = loud(1).second(keep(loud(2)));
        print("line 1");
        list1 = (([loud1] + [loud1]) + [8, loud1]);
        print("line 3");
        list1 += [loud(3)];
        list1[0] = (([loud1] + [loud1]) or ([loud1] + list1));
        print("line 6");
        list2 = ((([loud(4)] + [loud1]) or ([loud(5)] or [loud1])) + ([False] * 2));
        print("line 8");
        keep(loud1);
        print("line 10");
        keep((loud1 or loud1)).same();
        print("line 12");
    };
}

fn program_44() {
    graph! {
        print((str((loud(1) == loud(2))) + str(loud(3).n)));
        print("line 1");
        int1 = loud(4).second(loud(5).second(loud(6))).n;
        print("line 3");
        print((linked(7, keep(loud(8))) is ((loud(9) and loud(10)) and (loud(11) and loud(12))) is (keep(loud(13)) and (loud(14) or loud(15)))));
        print("line 5");
        loud1 = keep(loud(16));
        print("line 7");
        linked(17, loud1).next;
        print("line 9");
        list1 = ([loud1] or [loud(18)]);
        print("line 11");
    };
}

fn program_45() {
    graph! {
        #![interactive]
        print("line 0");
        loud(1);
        print("line 2");
        assert (not keep(loud(2))) or True;
        print("line 4");
        list1 = ([(True and False), ([loud(3)] or [loud(4)])] + [(not False)]);
        print("line 6");
        int1 = (7 - number(loud(5)) * number(loud(6)));
        print("line 8");
        int2 = number(loud(7));
        print("line 10");
        (second(loud(8), loud(9)) == second(loud(10), loud(11)))
    };
}

fn program_46() {
    graph! {
        int1 = len((4, [loud(1)]));
        print("line 1");
        loud(2).same();
        print("line 3");
        print((str(((loud(3) not in (True, loud(4))) and (loud(5) not in (False, True)))) + str(len([loud(6), True]))));
        print("line 5");
        list1 = [linked(7, linked(8, loud(9))), str((4 + int1))];
        print("line 7");
        list2 = ((([loud(10)] + list1) + [loud(11)]) + (["t", True] + (list1 or [loud(12)])));
        print("line 9");
        assert (loud(13) == loud(14)) or True;
        print("line 11");
    };
}

fn program_47() {
    graph! {
        linked(1, keep((loud(2) and loud(3)))).next;
        print("line 1");
        print("line 2");
        assert (((loud(4) is loud(5) is loud(6)) and (loud(7) in [loud(8)])) and (linked(9, loud(10)) is loud(11))) or True;
        print("line 4");
        print(number(loud(12)), str(6));
        print("line 6");
        list1 = [(loud(13) is not loud(14)), (str(True) + str(2))];
        print("line 8");
        (loud(15).same().second(linked(16, loud(17))) and keep(loud(18)).second(linked(19, loud(20)).next)).next = keep(keep(loud(21))).same();
        print("line 10");
    };
}

fn program_48() {
    graph! {
        #![interactive]
        print(str(0), (5 < 4 <= 6));
        print("line 1");
        print("line 2");
        loud1 = ((loud(1).second(loud(2)) and (loud(3) and loud(4))) and (loud(5).same() or linked(6, loud(7))));
        print("line 4");
        second(loud1, loud1).next = keep(loud(8));
        print("line 6");
        list1 = ["t"];
        print("line 8");
        print((keep(loud1) is not (loud(9) and loud(10))), ((loud1 and loud1) not in (str(4), ([loud(11)] * 0))));
        print("line 10");
    };
}

fn program_49() {
    graph! {
        print("line 0");
        int1 = len([loud(1)]);
        print("line 2");
        list1 = [([loud(2)] + [loud(3)])];
        print("line 4");
        print((keep(loud(4)) is loud(5)), ((loud(6) or loud(7)) not in ((int1 < int1 <= 1), ("t" + str(5)))));
        print("line 6");
        int2 = (loud(8) and loud(9)).n;
        print("line 8");
        int2 = number(loud(10));
        print("line 10");
    };
}

fn program_50() {
    graph! {
        assert (second(loud(1).second(loud(2)), keep(loud(3))) == (loud(4) and loud(5)).same()) or True;
        print("line 1");
        loud1 = linked(6, second(loud(7), loud(8)));
        print("line 3");
        print("line 4");
        print(False, False);
        print("line 6");
        print((len(([loud1], loud(9))) - (9 - 1 * 9) * loud1.n));
        print("line 8");
        keep(loud1.second(loud1)).next = linked(10, linked(11, loud1).next);
        print("line 10");
        loud(12)
    };
}

fn program_51() {
    graph! {
        #![interactive]
        print("line 0");
        print("line 1");
        print(("t" + str((len([loud(1)]) + len((loud(2), [loud(3)]))))));
        print("line 3");
        print("line 4");
        print(((loud(4) and loud(5)) == linked(6, loud(7)).next), ("t" + str(len([loud(8)]))));
        print("line 6");
        print("line 7");
    };
}

fn program_52() {
    graph! {
        int1 = (1 - 5 * 8);
        print("line 1");
        list1 = [linked(1, loud(2).second(loud(3)))];
        print("line 3");
        assert (linked(4, loud(5).same()) is not second(keep(loud(6)), second(loud(7), loud(8)))) or True;
        print("line 5");
        list2 = ([int1, loud(9)] + ([loud(10)] + [loud(11)]));
        print("line 7");
        (loud(12) or loud(13)).next = (loud(14) or loud(15));
        print("line 9");
        print((str(True) + str(int1)), (str(True) + str(7)));
        print("line 11");
    };
}

fn program_53() {
    graph! {
        int1 = 7;
        print("line 1");
        print("line 2");
        del int1;
        print("line 4");
        print("line 5");
        list1 = [(linked(1, loud(2)).next in ([loud(3)] * 2)), ("t" + str((9 - 0 * 9)))];
        print("line 7");
        loud(4).next = linked(5, (loud(6) or loud(7)));
        print("line 9");
    };
}

fn program_54() {
    graph! {
        #![interactive]
        print("line 0");
        print("line 1");
        loud1 = linked(1, loud(2)).next;
        print("line 3");
        print((loud1 not in ("t", loud1)));
        print("line 5");
        del loud1;
        print("line 7");
        loud(3);
        print("line 9");
    };
}

fn program_55() {
    graph! {
        loud1 = (loud(1) or loud(2));
        print("line 1");
        (linked(3, loud(4)) and linked(5, loud1).next).same();
        print("line 3");
        loud1 = linked(6, linked(7, loud1.second(loud1)).next);
        print("line 5");
        print(len((((loud1 not in (loud(8), loud1)) and (loud1 is not loud(9))), refcount(loud1))));
        print("line 7");
        ([loud1] + [loud(10)]);
        print("line 9");
        print("line 10");
        keep(loud1).same()
    };
}

fn program_56() {
    graph! {
        [1];
        print("line 1");
        print("line 2");
        print("line 3");
        assert (((loud(1) and loud(2)) is linked(3, loud(4)) is linked(5, loud(6)).next) and ((loud(7) or loud(8)) is not loud(9).second(loud(10)))) or True;
        print("line 5");
        print("line 6");
        loud(11).n;
        print("line 8");
    };
}

fn program_57() {
    graph! {
        #![interactive]
        print("line 0");
        print((loud(1) is loud(2) is loud(3)));
        print("line 2");
        print(len(([loud(4)] * 2)), ("t" + str(len(([loud(5)], loud(6))))));
        print("line 4");
        keep(loud(7)).next = loud(8);
        print("line 6");
        print("line 7");
        print("line 8");
    };
}

fn program_58() {
    graph! {
        print("line 0");
        loud(1).same().next = loud(2).second(loud(3));
        print("line 2");
        print(str(6), str(1));
        print("line 4");
        print("line 5");
        print(len((True, "t")));
        print("line 7");
        print(str(loud(4).n));
        print("line 9");
        second(second(loud(5), loud(6)), (loud(7) and loud(8)))
    };
}

fn program_59() {
    graph! {
        loud1 = linked(1, loud(2).second(loud(3)).same()).next;
        print("line 1");
        print(True, "t");
        print("line 3");
        print("line 4");
        loud2 = ((loud(4) and loud1).same() or linked(5, loud(6)).next);
        print("line 6");
        print("line 7");
        loud3 = (loud(7) or loud(8).second(loud(9)));
        print("line 9");
    };
}

fn program_60() {
    graph! {
        #![interactive]
        list1 = ((([loud(1)] + [loud(2)]) + [4, [loud(3)]]) + [(str(True) + str(5))]);
        print("line 1");
        loud1 = loud(4);
        print("line 3");
        list1 += [loud(5)];
        list1[len([loud1.second(loud1)]) - 1] = (loud(6).same() not in (("t" + str(3)), linked(7, loud(8))));
        print("line 6");
        del list1;
        print("line 8");
        assert (loud(9) not in (6, False)) or True;
        print("line 10");
        linked(10, loud1).next;
        print("line 12");
        len((([loud(11)] or [loud(12)]), (True or False)))
    };
}

fn program_61() {
    graph! {
        keep(loud(1)).next = linked(2, loud(3)).next;
        print("line 1");
        assert ((loud(4) and loud(5)) == linked(6, loud(7))) or True;
        print("line 3");
        loud1 = loud(8);
        print("line 5");
        print((str(False) + str(2)), (str(False) + str(0)));
        print("line 7");
        list1 = [loud1, loud(9)];
        print("line 9");
        assert (not loud1) or True;
        print("line 11");
    };
}

fn program_62() {
    graph! {
        print("line 0");
        print("line 1");
        loud(1).same().next = (loud(2) or loud(3));
        print("line 3");
        list1 = [(not False), ([loud(4)] + [loud(5)])];
        print("line 5");
        print(False, True);
        print("line 7");
        list2 = ([loud(6)] + list1);
        print("line 9");
        (([loud(7)] * 0) or (list2 * 1))
    };
}

fn program_63() {
    graph! {
        #![interactive]
        print("line 0");
        print("line 1");
        ("t" + str(len([loud(1)])));
        print("line 3");
        print("line 4");
        print(len(((str(True) + str(7)), linked(2, loud(3)).next)));
        print("line 6");
        (loud(4).second(loud(5)) is loud(6).second(loud(7)));
        print("line 8");
    };
}

fn program_64() {
    graph! {
        int1 = len([loud(1)]);
        print("line 1");
        print("line 2");
        print("line 3");
        print("t", "t");
        print("line 5");
        loud(2).same().same().same();
        print("line 7");
        print("line 8");
    };
}

fn program_65() {
    graph! {
        linked(1, (loud(2) or loud(3))).next = ((loud(4) or loud(5)) or (loud(6) or loud(7)));
        print("line 1");
        keep(keep(loud(8)).same()).next = loud(9);
        print("line 3");
        print(len((1, "t")));
        print("line 5");
        print("line 6");
        keep(linked(10, loud(11))).next = loud(12);
        print("line 8");
        print(("t" + str((1 + 8))), len(((loud(13) is loud(14)), (loud(15) is loud(16)))));
        print("line 10");
        (loud(17) in ([loud(18)] + [loud(19)]))
    };
}

fn program_66() {
    graph! {
        #![interactive]
        print("line 0");
        ((second(loud(1), loud(2)) == loud(3).second(loud(4))) or ((loud(5) and loud(6)) is loud(7).same() is loud(8).same()));
        print("line 2");
        int1 = len((([loud(9)] or [loud(10)]) or ([loud(11)] + [loud(12)])));
        print("line 4");
        print(("t" + str(2)));
        print("line 6");
        loud1 = linked(13, loud(14));
        print("line 8");
        (4 + 4);
        print("line 10");
    };
}

fn program_67() {
    graph! {
        assert (second(loud(1), loud(2)) is (loud(3) or loud(4))) or True;
        print("line 1");
        print("line 2");
        assert (len((("t" + str(6)), (2 < 6 <= 9))) < ((0 - 3 * 3) + loud(5).n) <= len(((str(False) + str(6)), ([loud(6)] or [loud(7)])))) or True;
        print("line 4");
        list1 = (([loud(8)] * 2) or [False, loud(9)]);
        print("line 6");
        print((loud(10).second(loud(11)) == loud(12).second(loud(13))), ("t" + str(len([loud(14)]))));
        print("line 8");
        list1 = ([loud(15)] or list1);
        print("line 10");
    };
}

fn program_68() {
    graph! {
        list1 = ([3] + [False]);
        print("line 1");
        print((second(loud(1), loud(2)) not in (("t" + str(7)), loud(3).n)));
        print("line 3");
        assert (2 < 6 <= 1) or True;
        print("line 5");
        len((([loud(4)] + [loud(5)]) * 0));
        print("line 7");
        list1 += [loud(6)];
        list1[0] = len(([loud(9)] or list1));
        print("line 10");
        print(((loud(10) or loud(11)) in [loud(12), [loud(13)]]), len((list1 + [loud(14)])));
        print("line 12");
        len(([loud(15)] + [loud(16)]))
    };
}

fn program_69() {
    graph! {
        #![interactive]
        list1 = ([number(loud(1))] * 0);
        print("line 1");
        list2 = (list1 + list1);
        print("line 3");
        print(number(loud(2)), ("t" + str(6)));
        print("line 5");
        del list2;
        print("line 7");
        linked(3, (loud(4) and loud(5))).second((loud(6) and loud(7).same())).next = (second(loud(8), loud(9)).same() or linked(10, keep(loud(11))).next);
        print("line 9");
        list2 = [("t" + str(2)), (8 - 6 * 2)];
        print("line 11");
    };
}

fn program_70() {
    graph! {
        list1 = [([loud(1), False] * 2), (loud(2) and loud(3)).n];
        print("line 1");
        print("line 2");
        int1 = (7 - number((loud(4) and loud(5))) * len((second(loud(6), loud(7)), (6 - 6 * 0))));
        print("line 4");
        print(((loud(8) == loud(9)) or (loud(10) == loud(11))));
        print("line 6");
        print(str(len(list1)), (id(loud(12)) == id(loud(13))));
        print("line 8");
        list1 += ((["t", loud(14)] * 0) + [(list1 * 2), (loud(15) and loud(16))]);
        print("line 10");
    };
}

fn program_71() {
    graph! {
        list1 = ([len([loud(1)]), (8 - 0 * 5)] + [("t" + str(5)), linked(2, loud(3))]);
        print("line 1");
        second(loud(4), loud(5)).next = second(loud(6), loud(7));
        print("line 3");
        list1 += [(linked(8, loud(9)).next and linked(10, loud(11)).next), keep((loud(12) and loud(13)))];
        print("line 5");
        int1 = linked(14, linked(15, loud(16))).n;
        print("line 7");
        list2 = ([([loud(17)] or list1), keep(loud(18))] * 2);
        print("line 9");
        print(4, True);
        print("line 11");
    };
}

fn program_72() {
    graph! {
        #![interactive]
        assert (loud(1) is not loud(2)) or True;
        print("line 1");
        print(((loud(3).same() and (loud(4) and loud(5))) is linked(6, loud(7).second(loud(8)))));
        print("line 3");
        loud1 = (loud(9) and loud(10));
        print("line 5");
        print("line 6");
        print("line 7");
        int1 = len((len(([loud1] * 2)), ("t" + str(len([loud(11)])))));
        print("line 9");
    };
}

fn program_73() {
    graph! {
        ((loud(1) or loud(2)).same() and (loud(3) or loud(4)).second((loud(5) and loud(6))));
        print("line 1");
        int1 = len(([loud(7), loud(8)] * 0));
        print("line 3");
        list1 = [True, loud(9)];
        print("line 5");
        loud1 = (((loud(10) and loud(11)) or linked(12, loud(13))) or loud(14));
        print("line 7");
        loud(15).next = second(second(loud1, loud(16)).second(second(loud(17), loud(18))), loud(19));
        print("line 9");
        list1 = ([linked(20, loud(21))] * 1);
        print("line 11");
        str((int1 + 3))
    };
}

fn program_74() {
    graph! {
        loud1 = (keep(loud(1).second(loud(2))) or keep(linked(3, loud(4))));
        print("line 1");
        print("line 2");
        list1 = ([(loud1 and loud1), loud(5).same()] or (([loud(6)] * 0) * 0));
        print("line 4");
        del list1;
        print("line 6");
        list1 = [[linked(7, loud(8)).next], ("t" + str(len([loud(9)])))];
        print("line 8");
        del list1;
        print("line 10");
    };
}

fn program_75() {
    graph! {
        #![interactive]
        assert (loud(1) is loud(2) is loud(3)) or True;
        print("line 1");
        keep(loud(4)).next = linked(5, loud(6)).next;
        print("line 3");
        (keep(linked(7, loud(8)).next) and linked(9, loud(10).second(loud(11))));
        print("line 5");
        print("line 6");
        print("line 7");
        (id(loud(12)) == id(loud(13)));
        print("line 9");
    };
}

fn program_76() {
    graph! {
        assert (not False) or True;
        print("line 1");
        print("line 2");
        linked(1, linked(2, loud(3))).next.same().next = keep(linked(4, keep(loud(5))).next);
        print("line 4");
        print("line 5");
        print("line 6");
        (loud(6).same().second((loud(7) and loud(8))) not in (((loud(9) and loud(10)) or (loud(11) or loud(12))), linked(13, second(loud(14), loud(15))).next));
        print("line 8");
    };
}

fn program_77() {
    graph! {
        print("line 0");
        print(len((8, loud(1))), (id(loud(2)) == id(loud(3))));
        print("line 2");
        print((loud(4) in [loud(5)]), 7);
        print("line 4");
        list1 = [(str((loud(6) is not loud(7))) + str((7 + 7))), ((9 + 0) < number(loud(8)) <= 7)];
        print("line 6");
        print("line 7");
        list1 = ((list1 * 0) * 0);
        print("line 9");
    };
}

fn program_78() {
    graph! {
        #![interactive]
        print("line 0");
        int1 = (second(loud(1), loud(2)).n + (len([loud(3)]) - len([loud(4)]) * (1 - 4 * 0)));
        print("line 2");
        print("line 3");
        print("line 4");
        print(len(([loud(5)] + [loud(6)])));
        print("line 6");
        loud1 = loud(7);
        print("line 8");
    };
}

fn program_79() {
    graph! {
        print("t", True);
        print("line 1");
        print("line 2");
        print("line 3");
        print("line 4");
        list1 = [linked(1, loud(2)).next.same(), (number(loud(3)) + len([loud(4)]))];
        print("line 6");
        print(6, 4);
        print("line 8");
    };
}

fn program_80() {
    graph! {
        loud1 = (loud(1) and loud(2));
        print("line 1");
        print("line 2");
        print(str((8 - 5 * 4)));
        print("line 4");
        loud2 = (linked(3, keep(loud1)).next and second(loud1, loud1).same());
        print("line 6");
        loud3 = loud1.same();
        print("line 8");
        loud3 = linked(4, linked(5, loud(6)).next).next;
        print("line 10");
    };
}

fn program_81() {
    graph! {
        #![interactive]
        print(((loud(1) == loud(2)) and (loud(3) is loud(4) is loud(5))));
        print("line 1");
        assert (loud(6) is keep(loud(7))) or True;
        print("line 3");
        loud1 = (loud(8) or loud(9));
        print("line 5");
        assert (loud(10) is not linked(11, loud(12)).next.second(loud1.second(loud1))) or True;
        print("line 7");
        print("line 8");
        print("line 9");
        number(linked(13, loud(14)).next)
    };
}

fn program_82() {
    graph! {
        list1 = ([[loud(1)], loud(2)] or ([loud(3)] + [loud(4)]));
        print("line 1");
        int1 = len([[loud(5)]]);
        print("line 3");
        list1 += ((([loud(6)] * 0) or ([loud(7)] + [loud(8)])) or ((list1 * 2) + ([loud(9)] * 2)));
        print("line 5");
        print((3 + int1), len(("t", loud(10))));
        print("line 7");
        print(False, 4);
        print("line 9");
        int2 = number((loud(11) or loud(12)));
        print("line 11");
        [(3 + int2), loud(13)]
    };
}

fn program_83() {
    graph! {
        int1 = len((loud(1), loud(2)));
        print("line 1");
        print("line 2");
        print("line 3");
        print("line 4");
        (loud(3) or loud(4)).second(loud(5).second(loud(6))).next = loud(7).same().same();
        print("line 6");
        print("line 7");
        number((loud(8) or loud(9)))
    };
}

fn program_84() {
    graph! {
        #![interactive]
        print("line 0");
        assert (0 < 1 <= 6) or True;
        print("line 2");
        print(False, False);
        print("line 4");
        print("line 5");
        (([[loud(1)]] + [loud(2)]) or [str(3), str(3)]);
        print("line 7");
        list1 = [(loud(3) is loud(4) is loud(5))];
        print("line 9");
        [[loud(6), "t"]]
    };
}

fn program_85() {
    graph! {
        print("line 0");
        list1 = ([7, loud(1).same()] or [loud(2), [[loud(3)]]]);
        print("line 2");
        print((str((7 < 8 <= 7)) + str(len(list1))), number(linked(4, loud(5)).next));
        print("line 4");
        print(((3 - 0 * 6) < 7 <= (2 + 8)));
        print("line 6");
        loud1 = loud(6);
        print("line 8");
        print((not (([loud1] or [loud(7)]) * 0)));
        print("line 10");
    };
}

fn program_86() {
    graph! {
        print("line 0");
        print((loud(1) is not loud(2)), len(([loud(3)], [loud(4)])));
        print("line 2");
        keep(second(loud(5).same(), linked(6, loud(7)).next));
        print("line 4");
        print("line 5");
        print("line 6");
        keep(second(loud(8), loud(9))).next = loud(10).second(loud(11)).same();
        print("line 8");
    };
}

fn program_87() {
    graph! {
        #![interactive]
        print(number(((loud(1) and loud(2)) and loud(3).second(loud(4)))));
        print("line 1");
        ("t" + str(len([loud(5), "t"])));
        print("line 3");
        print("line 4");
        int1 = len(([loud(6)] * 1));
        print("line 6");
        print(7);
        print("line 8");
        linked(7, linked(8, loud(9)).next).next.next = keep(loud(10).same());
        print("line 10");
        ((loud(11) or loud(12)) and linked(13, loud(14)))
    };
}

fn program_88() {
    graph! {
        [(not 0), [loud(1), loud(2)]];
        print("line 1");
        ((keep(loud(3)) or loud(4)) or linked(5, loud(6)).next.same()).next = loud(7);
        print("line 3");
        str((1 + 5));
        print("line 5");
        print(str(7), (str((loud(8) is loud(9) is loud(10))) + str(len([loud(11)]))));
        print("line 7");
        print("line 8");
        loud1 = (loud(12) or loud(13)).same().same();
        print("line 10");
        ("t" + str(len([loud1])))
    };
}

fn program_89() {
    graph! {
        print("line 0");
        assert (id(loud(1)) == id(loud(2))) or True;
        print("line 2");
        print(5, "t");
        print("line 4");
        ((loud(3) and loud(4)) and loud(5)).next = keep(loud(6)).same();
        print("line 6");
        loud1 = loud(7);
        print("line 8");
        ((loud(8) or loud(9)).same() is keep((loud(10) or loud1)));
        print("line 10");
    };
}

fn program_90() {
    graph! {
        #![interactive]
        print(("t" + str(len(((loud(1) in [loud(2)]), linked(3, loud(4)))))));
        print("line 1");
        assert (loud(5).same() not in ([0], (str(False) + str(1)))) or True;
        print("line 3");
        print((5 - 5 * 6), ("t" + str(8)));
        print("line 5");
        int1 = keep(loud(6)).same().n;
        print("line 7");
        print("line 8");
        loud(7).same().next = linked(8, keep(loud(9))).next;
        print("line 10");
        (not (True or True))
    };
}

fn program_91() {
    graph! {
        print("line 0");
        assert (loud(1) is loud(2)) or True;
        print("line 2");
        assert ((linked(3, loud(4)).next and loud(5).same()) not in (keep(loud(6)).same(), ((loud(7) and loud(8)) in ([loud(9)] + [loud(10)])))) or True;
        print("line 4");
        print(7);
        print("line 6");
        print("line 7");
        print(((loud(11) or loud(12)) not in (linked(13, loud(14)).next, (8 + 3))));
        print("line 9");
    };
}

fn program_92() {
    graph! {
        print("line 0");
        ([loud(1)] + [loud(2)]);
        print("line 2");
        int1 = len([loud(3)]);
        print("line 4");
        assert (id(loud(4)) == id(loud(5))) or True;
        print("line 6");
        (loud(6) or loud(7)).next = keep(loud(8));
        print("line 8");
        print((str(True) + str(int1)));
        print("line 10");
    };
}

fn program_93() {
    graph! {
        #![interactive]
        assert (True or False) or True;
        print("line 1");
        linked(1, linked(2, loud(3))).next;
        print("line 3");
        print("line 4");
        ((keep(loud(4)) or keep(loud(5))) in [second(loud(6), loud(7))]);
        print("line 6");
        list1 = ((([loud(8)] * 1) * 1) + (([loud(9)] + [loud(10)]) + ([loud(11)] or [loud(12)])));
        print("line 8");
        list1 += [loud(13)];
        list1[len([linked(14, loud(15)).next]) - 1] = ((loud(16) or loud(17)) or loud(18).second(loud(19)));
        print("line 11");
    };
}

fn program_94() {
    graph! {
        loud1 = loud(1).same();
        print("line 1");
        assert (linked(2, loud(3)).next is (second(loud1, loud1) or keep(loud1))) or True;
        print("line 3");
        loud(4).next = keep(keep(linked(5, loud(6)).next));
        print("line 5");
        int1 = second(loud1.same(), second(loud(7), loud1)).n;
        print("line 7");
        print((linked(8, linked(9, loud1)) == second(loud1, loud1).same()));
        print("line 9");
        print("line 10");
        ("t" + str(len(([loud(10)], [loud1]))))
    };
}

fn program_95() {
    graph! {
        print("line 0");
        int1 = len([loud(1)]);
        print("line 2");
        ([loud(2)] or [loud(3)]);
        print("line 4");
        list1 = ([loud(4)] + [loud(5)]);
        print("line 6");
        print((not (False or True)));
        print("line 8");
        list1 += [loud(6)];
        list1[len([loud(7).same()]) - 1] = (7 - 7 * number(loud(8)));
        print("line 11");
    };
}

fn program_96() {
    graph! {
        #![interactive]
        print((loud(1) == loud(2)), (6 < 5 <= 8));
        print("line 1");
        print("line 2");
        loud1 = loud(3);
        print("line 4");
        int1 = (len(("t", "t")) + len((True, loud1)));
        print("line 6");
        list1 = ["t", loud(4)];
        print("line 8");
        int1 = loud1.n;
        print("line 10");
        ((id(loud(5)) == id(loud(6))) or (not True))
    };
}

fn program_97() {
    graph! {
        int1 = 7;
        print("line 1");
        print("line 2");
        int2 = len((loud(1).same(), (loud(2) and loud(3))));
        print("line 4");
        int2 = len((["t"], (False or False)));
        print("line 6");
        assert (loud(4).second(loud(5)).same() is not (loud(6).second(loud(7)) and keep(loud(8)))) or True;
        print("line 8");
        del int2;
        print("line 10");
    };
}

fn program_98() {
    graph! {
        print(True, "t");
        print("line 1");
        list1 = ([[loud(1)], [loud(2)]] * 1);
        print("line 3");
        loud1 = second(loud(3), second(loud(4).same(), (loud(5) and loud(6))));
        print("line 5");
        ((loud1 or loud(7)).n < loud1.second(loud(8)).n <= (loud1 and loud1).n);
        print("line 7");
        int1 = linked(9, loud(10)).n;
        print("line 9");
        ("t" + str(len((([loud(11)] or [loud1]), (loud1 not in (2, False))))));
        print("line 11");
    };
}

fn program_99() {
    graph! {
        #![interactive]
        print("line 0");
        print("line 1");
        (loud(1) and loud(2)).next = (loud(3) or loud(4));
        print("line 3");
        loud1 = loud(5).second(loud(6)).same();
        print("line 5");
        linked(7, loud(8)).next.next = keep(loud1);
        print("line 7");
        loud(9).second(loud1.second(loud1));
        print("line 9");
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
