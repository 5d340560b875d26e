; Small numbers that are shared, larger ones that are made and forgotten.
(def (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
(def (main) (fib 21))
