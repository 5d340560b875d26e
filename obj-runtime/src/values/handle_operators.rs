//! Operators of Rust whose operands are handles, owned or not.

/// An operator on two handles: `Add::add of List and List gives List: |this, other| this.plus(other)`.
macro_rules! on_handles {
    ($trait:ident::$method:ident of $left:ident and $right:ident: |$this:ident, $other:ident| $result:expr) => {
        on_handles!(@ $trait::$method, $left, Obj<$left>, Obj<$right>, |$this, $other| $result);
        on_handles!(@ $trait::$method, $left, Obj<$left>, &Obj<$right>, |$this, $other| $result);
        on_handles!(@ $trait::$method, $left, &Obj<$left>, Obj<$right>, |$this, $other| $result);
        on_handles!(@ $trait::$method, $left, &Obj<$left>, &Obj<$right>, |$this, $other| $result);
    };
    (@ $trait:ident::$method:ident, $output:ident, $left:ty, $right:ty, |$this:ident, $other:ident| $result:expr) => {
        #[doc(hidden)]
        impl std::ops::$trait<$right> for $left {
            type Output = Obj<$output>;
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn $method(self, other: $right) -> Obj<$output> {
                let ($this, $other) = (&self, &other);
                $result
            }
        }
    };
}

/// Python's `+` and `*` of a sequence, by its methods `plus` and `times`.
macro_rules! plus_and_times {
    ($type:ident) => {
        on_handles!(Add::add of $type and $type: |this, other| this.plus(other));

        plus_and_times!(@ $type, Obj<$type>);
        plus_and_times!(@ $type, &Obj<$type>);
    };
    (@ $type:ident, $left:ty) => {
        #[doc(hidden)]
        impl std::ops::Mul<isize> for $left {
            type Output = Obj<$type>;
            #[track_caller]
            fn mul(self, count: isize) -> Obj<$type> {
                self.times(count)
            }
        }
    };
}

pub(super) use {on_handles, plus_and_times};
