//! The runtime can be reached under another name, also by types that a macro of that crate makes.
#![forbid(unsafe_code)]
#![deny(warnings)]

mod inner {
    pub mod objects {
        pub use obj_runtime::*;
    }

    #[macro_export]
    macro_rules! object {
        ($name:ident) => {
            #[derive($crate::inner::objects::Object)]
            #[object(crate = $crate::inner::objects)]
            struct $name {
                held: $crate::inner::objects::AnyObj,
            }
        };
    }
}

object!(Holder);

fn main() {
    use inner::objects as short;

    #[derive(short::Object)]
    #[object(crate = short)]
    struct Local(u8);

    let held = short::Obj::into_any(short::Obj::new(Local(1)));
    let holder = short::Obj::new(Holder { held });
    assert_eq!(holder.held.downcast_ref::<Local>().unwrap().0, 1);
}
