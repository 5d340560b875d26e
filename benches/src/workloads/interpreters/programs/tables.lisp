; Tables as lists, records and arrays.

; A list linked both ways, of which every other node is taken out; the rest is forgotten.
(def (after node n) (let new (table) (put new n n) (put new before node) (if (nil? node) nil (put node next new)) new))
(def (unlink node)
  (let before (get node before)
    (let next (get node next)
      (put before next next)
      (put next before before))))
(def (linked count)
  (let first (after nil 0)
    (let last first
      (let n 1
        (while (< n count) (set last (after last n)) (set n (+ n 1)))
        (let node (get first next)
          (let total 0
            (while (get node next)
              (set total (+ total (get node n)))
              (let next (get node next)
                (unlink node)
                (set node (get next next))
                (if (nil? node) (set node next) nil)))
            total))))))

; Which numbers are prime.
(def (primes below)
  (let sieve (table)
    (let n 0
      (let found 0
        (while (< n below) (push sieve 1) (set n (+ n 1)))
        (set n 2)
        (while (< n below)
          (if (at sieve n)
            (let multiple (+ n n)
              (set found (+ found 1))
              (while (< multiple below) (put-at sieve multiple nil) (set multiple (+ multiple n))))
            nil)
          (set n (+ n 1)))
        found))))

; A board of cells that know their neighbours, all of which hold each other.
(def (board side)
  (let cells (table)
    (let n 0
      (let count (area side)
        (while (< n count)
          (let cell (table)
            (put cell value n)
            (put cell neighbours (table))
            (push cells cell)
            (if (< 0 n) (join cell (at cells (- n 1))) nil)
            (if (< n side) nil (join cell (at cells (- n side)))))
          (set n (+ n 1))))
      cells)))
(def (area side) (let total 0 (let n side (while (< 0 n) (set total (+ total side)) (set n (- n 1))) total)))
(def (join one other) (push (get one neighbours) other) (push (get other neighbours) one))
(def (spread cells)
  (let n 0
    (let total 0
      (while (< n (length cells))
        (let around (get (at cells n) neighbours)
          (let k 0
            (while (< k (length around))
              (set total (+ total (get (at around k) value)))
              (set k (+ k 1)))))
        (set n (+ n 1)))
      total)))

(def (main)
  (let cells (board 30)
    (+ (linked 2000) (+ (primes 2000) (+ (spread cells) (spread cells))))))
