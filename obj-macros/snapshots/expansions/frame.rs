fn unit() {
    {
        #[allow(
            forbidden_lint_groups,
            clippy::all,
            clippy::pedantic,
            clippy::nursery,
            clippy::restriction,
            unused,
            unused_qualifications,
            unused_results,
            let_underscore_drop,
            non_snake_case,
            non_camel_case_types,
            reason = "written by `graph!`"
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
