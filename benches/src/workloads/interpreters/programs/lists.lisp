; Lists and trees of pairs: made, read, made anew from one another, and forgotten.
(def (from n) (let list nil (while (< 0 n) (set list (pair n list)) (set n (- n 1))) list))
(def (sum list) (let total 0 (while list (set total (+ total (head list))) (set list (tail list))) total))
(def (reverse list) (let back nil (while list (set back (pair (head list) back)) (set list (tail list))) back))
(def (doubled list) (if (nil? list) nil (pair (+ (head list) (head list)) (doubled (tail list)))))

; A search tree of (number (less . more)), of which each insertion makes the path anew.
(def (insert tree n)
  (if (nil? tree)
    (pair n (pair nil nil))
    (if (< n (head tree))
      (pair (head tree) (pair (insert (head (tail tree)) n) (tail (tail tree))))
      (pair (head tree) (pair (head (tail tree)) (insert (tail (tail tree)) n))))))
(def (weight tree) (if (nil? tree) 0 (+ (head tree) (+ (weight (head (tail tree))) (weight (tail (tail tree)))))))
(def (grow count)
  (let tree nil
    (let n 17
      (while (< 0 count)
        (set tree (insert tree n))
        (set n (+ n 389))
        (if (< 1000 n) (set n (- n 1000)) nil)
        (set count (- count 1)))
      (weight tree))))

(def (main)
  (let list (from 2000)
    (let rounds 5
      (let total 0
        (while (< 0 rounds)
          (set total (+ total (sum (reverse list))))
          (set total (+ total (sum (doubled list))))
          (set rounds (- rounds 1)))
        (+ total (grow 500))))))
