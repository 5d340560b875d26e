; Objects whose methods are closures over them: each is in a cycle with its own methods and with the one it belongs to.
(def (account bank n)
  (let it (table)
    (put it balance n)
    (put it bank bank)
    (put it deposit (fn (by) (put it balance (+ (get it balance) by))))
    (put it owner (fn () (get it bank)))
    (push bank it)
    it))
(def (bank accounts)
  (let it (table)
    (let n 0
      (while (< n accounts) (account it n) (set n (+ n 1)))
      it)))
(def (pay bank by)
  (let n 0
    (while (< n (length bank))
      ((get (at bank n) deposit) by)
      (if (= bank ((get (at bank n) owner))) nil (put bank lost 1))
      (set n (+ n 1)))))
(def (total bank)
  (let n 0
    (let sum 0
      (while (< n (length bank)) (set sum (+ sum (get (at bank n) balance))) (set n (+ n 1)))
      sum)))
(def (adder n) (fn (m) (+ n m)))
(def (twice f) (fn (n) (f (f n))))
(def (main)
  (let banks 40
    (let sum 0
      (while (< 0 banks)
        (let b (bank 25)
          (pay b 1)
          (pay b banks)
          (set sum (+ sum (total b))))
        (set sum ((twice (twice (adder banks))) sum))
        (set banks (- banks 1)))
      sum)))
