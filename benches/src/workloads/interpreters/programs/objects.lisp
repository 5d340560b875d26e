; Objects by extension, with fields that depend on `self`, and shared ones that live while they are used.
(def (shape n)
  (object
    width n
    height (+ (get self width) 1)
    border 0
    size (+ (+ (get self width) (get self height)) (get self border))
    label (shared (get self border) (object text (+ n 100) length 3))
    total (+ (get self size) (get (get self label) length))))
(def (framed base) (extend base border (+ (super border) 1) size (+ (super size) (get self border))))
(def (wide base) (extend base width (+ (super width) (super width))))
(def (tree depth)
  (object
    depth depth
    left (if (< 0 (get self depth)) (tree (- depth 1)) nil)
    right (if (< 0 (get self depth)) (tree (- depth 1)) nil)
    count (if (nil? (get self left)) 1 (+ 1 (+ (get (get self left) count) (get (get self right) count))))))
(def (fibonacci n)
  (object
    n n
    value (if (< (get self n) 2) (get self n) (+ (get (fibonacci (- n 1)) value) (get (fibonacci (- n 2)) value)))))
(def (shapes n)
  (if (< 0 n)
    (let one (framed (wide (framed (shape n))))
      (+ (+ (get one total) (get (get one label) text)) (shapes (- n 1))))
    0))
(def (main) (+ (get (tree 7) count) (+ (get (fibonacci 12) value) (shapes 150))))
