// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// works.go - the works in Go, and a driver as main.c.
package main

//go:noinline
func workOne(way int) int {
	a := acquire(1)
	if a == 0 {
		return -1
	}
	defer release(a)
	if step(1) < 0 {
		return -2
	}
	return value(a)
}

//go:noinline
func workTwo(way int) int {
	a := acquire(1)
	if a == 0 {
		return -1
	}
	defer release(a)
	b := acquire(2)
	if b == 0 {
		return -2
	}
	defer release(b)
	if step(a) < 0 {
		return -3
	}
	return value(b)
}

//go:noinline
func workFour(way int) int {
	a := acquire(1)
	if a == 0 {
		return -1
	}
	defer release(a)
	b := acquire(2)
	if b == 0 {
		return -2
	}
	defer release(b)
	c := acquire(3)
	if c == 0 {
		return -3
	}
	defer release(c)
	d := acquire(4)
	if d == 0 {
		return -4
	}
	defer release(d)
	if step(a) < 0 {
		return -5
	}
	return value(d)
}

//go:noinline
func workEight(way int) int {
	a := acquire(1)
	if a == 0 {
		return -1
	}
	defer release(a)
	b := acquire(2)
	if b == 0 {
		return -2
	}
	defer release(b)
	c := acquire(3)
	if c == 0 {
		return -3
	}
	defer release(c)
	d := acquire(4)
	if d == 0 {
		return -4
	}
	defer release(d)
	e := acquire(5)
	if e == 0 {
		return -5
	}
	defer release(e)
	f := acquire(6)
	if f == 0 {
		return -6
	}
	defer release(f)
	g := acquire(7)
	if g == 0 {
		return -7
	}
	defer release(g)
	h := acquire(8)
	if h == 0 {
		return -8
	}
	defer release(h)
	if step(a) < 0 {
		return -9
	}
	return value(h)
}

//go:noinline
func workLocked(way int) int {
	if lock(5) < 0 {
		return -1
	}
	defer unlock(5)
	n := step(1)
	if n < 0 {
		return -2
	}
	if step(2) < 0 {
		return -3
	}
	return value(n)
}

//go:noinline
func workConditional(way int) int {
	if wanted(0) {
		if acquire(1) == 0 {
			return -1
		}
		defer release(1)
	}
	if wanted(1) {
		if acquire(2) == 0 {
			return -2
		}
		defer release(2)
	}
	if step(3) < 0 {
		return -3
	}
	return value(4)
}

//go:noinline
func workNested(way int) int {
	a := acquire(1)
	if a == 0 {
		return -1
	}
	defer release(a)
	{
		b := acquire(2)
		if b == 0 {
			return -2
		}
		defer release(b)
		{
			c := acquire(3)
			if c == 0 {
				return -3
			}
			defer release(c)
			if step(b) < 0 {
				return -4
			}
		}
	}
	return value(a)
}

// The round is a function of its own, as is usual in Go.
//
//go:noinline
func workScoped(way int) int {
	sum := 0
	round := func(i int) (result int, end bool) {
		a := acquire(i)
		if a == 0 {
			return -1, true
		}
		defer release(a)
		if step(i) < 0 {
			return 0, false
		}
		if step(i+1) < 0 {
			return sum, true
		}
		if step(i+2) < 0 {
			return -2, true
		}
		sum += value(i)
		return 0, false
	}
	for i := 1; i <= 3; i++ {
		if result, end := round(i); end {
			return result
		}
	}
	return sum
}

//go:noinline
func workOutcome(way int) int {
	if lock(6) < 0 {
		return -1
	}
	var rc int
	defer func() {
		if rc < 0 {
			rollback(6)
		} else {
			commit(6)
		}
	}()
	rc = step(1)
	if rc < 0 {
		return -2
	}
	rc = step(2)
	if rc < 0 {
		return -3
	}
	return value(rc)
}

//go:noinline
func structure(way int) (r big) {
	if lock(7) < 0 {
		return r
	}
	defer unlock(7)
	r.word[0] = value(1)
	if step(1) < 0 {
		return r
	}
	r.word[7] = value(2)
	return r
}

//go:noinline
func workPlain(n int) int {
	for i := 0; i < n; i++ {
		defer tick()
	}
	return n
}

//go:noinline
func workKept(n int) int {
	for i := 0; i < n; i++ {
		a := acquire(i + 1)
		if a == 0 {
			return -1
		}
		defer func() { release(a) }()
	}
	return n
}

//go:noinline
func workCaptured(n int) int {
	for i := 0; i < n; i++ {
		defer release(i)
	}
	return n
}

//go:noinline
func workWide(n int) int {
	for i := 0; i < n; i++ {
		defer releaseWide([4]int{i, 2, 3, i})
	}
	return n
}

//go:noinline
func workSites(n int) int {
	for i := 0; i < n; i++ {
		if i&1 != 0 {
			defer release(i)
		} else {
			defer unlock(i)
		}
	}
	return n
}

//go:noinline
func workLongList(n int) int {
	for i := 0; i < n; i++ {
		defer release(i)
	}
	itemEnds()
	return n
}

//go:noinline
func workTask(n int) int {
	a := acquire(n + 1)
	if a == 0 {
		return -1
	}
	defer release(a)
	b := acquire(n + 2)
	if b == 0 {
		return -2
	}
	defer release(b)
	yield()
	return value(n)
}

//go:noinline
func workTaskLoop(n int) int {
	for i := 1; i <= 2; i++ {
		a := acquire(n + i)
		if a == 0 {
			return -1
		}
		defer release(a)
	}
	yield()
	return value(n)
}

var thrown int

//go:noinline
func down(n int) {
	defer tick()
	if n == 1 {
		panic(&thrown)
	}
	down(n - 1)
}

//go:noinline
func downBare(n int) {
	if n == 1 {
		panic(&thrown)
	}
	downBare(n - 1)
}

func once(depth int, down func(int)) (r int) {
	defer func() {
		if recover() != nil {
			r = 1
		}
	}()
	if depth == 0 {
		panic(&thrown)
	}
	down(depth)
	return 0
}

func workPanic(depth int) int     { return once(depth, down) }
func workPanicBare(depth int) int { return once(depth, downBare) }
