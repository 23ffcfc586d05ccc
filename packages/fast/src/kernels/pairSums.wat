;; The sums of pairSums.ts with vector instructions: remnant and fragment side by side in one vector of two doubles.
;; A pair is one load of its two weights, one load of its partner's number into both lanes, one product and one sum. Four
;; sums are kept at a time, because a sum takes four cycles and two can be begun in each.
;;
;; scripts/compile-kernels.ts translates this file into pairSums.generated.ts.
(module
  (import "kernel" "memory" (memory 1))

  ;; All but the counts are addresses in bytes. Sums: two doubles a bin. Weights: two doubles a pair, first the runs of all
  ;; bodies, then the listed pairs. A listed pair: partner in bits 0-9, body in bits 10-19, remnant bin above.
  (func $sumPairs (export "sumPairs")
    (param $binCount i32) (param $numbers i32) (param $weights i32)
    (param $runLength i32) (param $runBin i32)
    (param $list i32) (param $listLength i32)
    (param $sums i32)
    (local $partner i32) (local $wholeEnd i32) (local $end i32)
    (local $body i32) (local $bodyEnd i32) (local $pair i32) (local $sum i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)

    (memory.fill (local.get $sums) (i32.const 0) (i32.shl (local.get $binCount) (i32.const 4)))

    ;; The run of every body.
    (local.set $body (local.get $numbers))
    (local.set $bodyEnd
      (i32.add (local.get $numbers) (i32.shl (local.get $binCount) (i32.const 3))))
    (loop $bodies
      (local.set $a (v128.const f64x2 0 0))
      (local.set $b (v128.const f64x2 0 0))
      (local.set $c (v128.const f64x2 0 0))
      (local.set $d (v128.const f64x2 0 0))
      (local.set $partner (local.get $numbers))
      (local.set $end
        (i32.add (local.get $numbers) (i32.shl (i32.load (local.get $runLength)) (i32.const 3))))
      (local.set $wholeEnd
        (i32.add
          (local.get $numbers)
          (i32.shl (i32.and (i32.load (local.get $runLength)) (i32.const -4)) (i32.const 3))))
      (block $wholeDone
        (loop $whole
          (br_if $wholeDone (i32.ge_u (local.get $partner) (local.get $wholeEnd)))
          (local.set $a
            (f64x2.add
              (local.get $a)
              (f64x2.mul
                (v128.load (local.get $weights))
                (v128.load64_splat (local.get $partner)))))
          (local.set $b
            (f64x2.add
              (local.get $b)
              (f64x2.mul
                (v128.load offset=16 (local.get $weights))
                (v128.load64_splat offset=8 (local.get $partner)))))
          (local.set $c
            (f64x2.add
              (local.get $c)
              (f64x2.mul
                (v128.load offset=32 (local.get $weights))
                (v128.load64_splat offset=16 (local.get $partner)))))
          (local.set $d
            (f64x2.add
              (local.get $d)
              (f64x2.mul
                (v128.load offset=48 (local.get $weights))
                (v128.load64_splat offset=24 (local.get $partner)))))
          (local.set $weights (i32.add (local.get $weights) (i32.const 64)))
          (local.set $partner (i32.add (local.get $partner) (i32.const 32)))
          (br $whole)))
      (block $restDone
        (loop $rest
          (br_if $restDone (i32.ge_u (local.get $partner) (local.get $end)))
          (local.set $a
            (f64x2.add
              (local.get $a)
              (f64x2.mul
                (v128.load (local.get $weights))
                (v128.load64_splat (local.get $partner)))))
          (local.set $weights (i32.add (local.get $weights) (i32.const 16)))
          (local.set $partner (i32.add (local.get $partner) (i32.const 8)))
          (br $rest)))
      (local.set $sum
        (i32.add (local.get $sums) (i32.shl (i32.load (local.get $runBin)) (i32.const 4))))
      (v128.store
        (local.get $sum)
        (f64x2.add
          (v128.load (local.get $sum))
          (f64x2.mul
            (f64x2.add
              (f64x2.add (local.get $a) (local.get $b))
              (f64x2.add (local.get $c) (local.get $d)))
            (v128.load64_splat (local.get $body)))))
      (local.set $runLength (i32.add (local.get $runLength) (i32.const 4)))
      (local.set $runBin (i32.add (local.get $runBin) (i32.const 4)))
      (local.set $body (i32.add (local.get $body) (i32.const 8)))
      (br_if $bodies (i32.lt_u (local.get $body) (local.get $bodyEnd))))

    ;; The other pairs.
    (local.set $end
      (i32.add (local.get $list) (i32.shl (local.get $listLength) (i32.const 2))))
    (block $listDone
      (loop $listed
        (br_if $listDone (i32.ge_u (local.get $list) (local.get $end)))
        (local.set $pair (i32.load (local.get $list)))
        (local.set $partner
          (i32.add
            (local.get $numbers)
            (i32.shl (i32.and (local.get $pair) (i32.const 1023)) (i32.const 3))))
        (local.set $body
          (i32.add
            (local.get $numbers)
            (i32.shl
              (i32.and (i32.shr_u (local.get $pair) (i32.const 10)) (i32.const 1023))
              (i32.const 3))))
        (local.set $sum
          (i32.add
            (local.get $sums)
            (i32.shl (i32.shr_u (local.get $pair) (i32.const 20)) (i32.const 4))))
        (v128.store
          (local.get $sum)
          (f64x2.add
            (v128.load (local.get $sum))
            (f64x2.mul
              (v128.load (local.get $weights))
              (f64x2.mul
                (v128.load64_splat (local.get $partner))
                (v128.load64_splat (local.get $body))))))
        (local.set $weights (i32.add (local.get $weights) (i32.const 16)))
        (local.set $list (i32.add (local.get $list) (i32.const 4)))
        (br $listed)))))
