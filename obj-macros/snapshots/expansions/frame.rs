fn unit() {
    {
        #[cfg_attr(
            clippy,
            allow(
                forbidden_lint_groups,
                clippy::all,
                clippy::pedantic,
                clippy::nursery,
                clippy::restriction,
                reason = "written by `graph!`"
            )
        )]
        {
            use ::obj_runtime::__private::graph::{
                self as __obj, in_loops as __obj_in_loops,
            };
            use __obj::methods::*;
            body()
        }
    }
}
