use obj_runtime::prelude::*;

macro_rules! counted {
    ($count:ident) => {
        graph! {
            $count = 0;
            for i in range(3):
                $count += i;
            $count
        }
    };
}

#[rustfmt::skip]
fn main() {
    graph! {
        if True:
            a = 1;
              b = 2;
    };
    graph! {
        if True:
            if True:
                c = 1;
          d = 2;
    };
    let _ = counted!(n);
}
