; Run by `cargo run -p obj-examples --example lisp < examples/lisp/session.lisp`

(define not (lambda (x) (if x () 't)))
(define map (lambda (f list) (if list (cons (f (car list)) (map f (cdr list))) ())))
(define range (lambda (low high) (if (< low high) (cons low (range (+ low 1) high)) ())))
(define square (lambda (x) (* x x)))
(map square (range 0 10))

; A closure holds the scope that it was made in.
(define adder (lambda (n) (lambda (x) (+ x n))))
(define add-five (adder 5))
(add-five 37)
(explain add-five)

; A list that ends in itself, and one that nobody holds any more.
(define ring (list 1 2 3))
(set-cdr! (cdr (cdr ring)) ring)
ring
(chart)
(define ring ())
(gc)
(chart)

; Calls in the last place take no stack.
(define count (lambda (n) (if (= n 0) 'done (count (- n 1)))))
(count 100000)
