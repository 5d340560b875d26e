//! `Trace` and `Frozen` for function pointers, which hold nothing.
//!
//! A function with a borrowed argument is a type of its own, and so is each convention of calling: there is no way yet to say
//! "every function". What is not here is seen by the derive where the type is written out in a field.
#![allow(coherence_leak_check, reason = "functions that differ in what they borrow are different types")]

/// Functions of any convention, with these arguments.
macro_rules! by_value {
    ($($argument:ident)*) => {
        constant! {
            [R, $($argument),*] fn($($argument),*) -> R,
            [R, $($argument),*] unsafe fn($($argument),*) -> R,
            [R, $($argument),*] extern "C" fn($($argument),*) -> R,
            [R, $($argument),*] unsafe extern "C" fn($($argument),*) -> R,
        }
    };
}

by_value!();
by_value!(A);
by_value!(A B);
by_value!(A B C);
by_value!(A B C D);
by_value!(A B C D E);
by_value!(A B C D E F);
by_value!(A B C D E F G);
by_value!(A B C D E F G H);
by_value!(A B C D E F G H I);
by_value!(A B C D E F G H I J);
by_value!(A B C D E F G H I J K);
by_value!(A B C D E F G H I J K L);

/// Functions with arguments each of which is given by value, by `&` or by `&mut`, and at least one not by value.
macro_rules! borrowing {
    // A borrowed argument was chosen.
    (yes [$($parameter:tt)*] [$($argument:ty),*]) => {
        constant! { [R, $($parameter)*] fn($($argument),*) -> R }
    };
    (no [$($parameter:tt)*] [$($argument:ty),*]) => {};
    ($any:ident [$($parameter:tt)*] [$($argument:ty),*] $next:ident $($rest:ident)*) => {
        borrowing! { $any [$($parameter)* $next,] [$($argument,)* $next] $($rest)* }
        borrowing! { yes [$($parameter)* $next: ?Sized,] [$($argument,)* &$next] $($rest)* }
        borrowing! { yes [$($parameter)* $next: ?Sized,] [$($argument,)* &mut $next] $($rest)* }
    };
}

borrowing!(no [] [] A);
borrowing!(no [] [] A B);
borrowing!(no [] [] A B C);
borrowing!(no [] [] A B C D);

// Functions that lend a part of an argument.
constant! {
    [A: ?Sized, R: ?Sized] fn(&A) -> &R,
    [A: ?Sized, R: ?Sized] fn(&mut A) -> &R,
    [A: ?Sized, R: ?Sized] fn(&mut A) -> &mut R,
    [A: ?Sized, R] fn(&A) -> Option<&R>,
    [A: ?Sized, R: ?Sized, B] fn(&A, B) -> &R,
    [A: ?Sized, R: ?Sized, B] fn(&mut A, B) -> &mut R,
}
