// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// main.go - the world of world.c and the driver of main.c, for Go.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sort"
	"strconv"
	"syscall"
	"time"
)

type big struct{ word [8]int }

var (
	calls, fails, wants int
	sum, total          uint64
)

//go:noinline
func fold(n int) {
	sum = sum*31 + uint64(n)
	total += uint64(n)
}

func works() bool { calls++; return calls != fails }

//go:noinline
func acquire(which int) int {
	if works() {
		return which
	}
	return 0
}

//go:noinline
func release(which int) { fold(which) }

//go:noinline
func lock(which int) int {
	if works() {
		return which
	}
	return -1
}

//go:noinline
func unlock(which int) { fold(which + 1000) }

//go:noinline
func step(which int) int {
	if works() {
		return which
	}
	return -1
}

//go:noinline
func wanted(bit int) bool { return wants>>bit&1 != 0 }

//go:noinline
func value(n int) int { return n + 7 }

//go:noinline
func commit(which int) { fold(which + 2000) }

//go:noinline
func rollback(which int) { fold(which + 3000) }

//go:noinline
func tick() { fold(1) }

//go:noinline
func releaseWide(w [4]int) { fold(w[0] + w[1] + w[2] + w[3]) }

const together = 64

var inGoroutine bool

func yield() {
	if inGoroutine {
		runtime.Gosched()
	}
}

// n goroutines, so many at a time, on one processor.
func goroutines(body func(int) int, n int) int {
	inGoroutine = true
	all := 0
	done := make(chan int, together)
	for first := 0; first < n; first += together {
		here := n - first
		if here > together {
			here = together
		}
		for i := 0; i < here; i++ {
			go func(i int) { done <- body(i) }(first + i)
		}
		for i := 0; i < here; i++ {
			all += <-done
		}
	}
	inGoroutine = false
	return all
}

var all = map[string]func(int) int{
	"one": workOne, "two": workTwo, "four": workFour, "eight": workEight,
	"locked": workLocked, "conditional": workConditional, "nested": workNested,
	"scoped": workScoped, "outcome": workOutcome, "plain": workPlain,
	"kept": workKept, "captured": workCaptured, "wide": workWide,
	"sites": workSites, "long_list": workLongList, "task": workTask,
	"task_loop": workTaskLoop, "panic": workPanic, "panic_bare": workPanicBare,
	"structure": func(way int) int {
		s := 0
		for _, w := range structure(way).word {
			s = s*3 + w
		}
		return s
	},
	"coroutine":      func(n int) int { return goroutines(workTask, n) },
	"coroutine_loop": func(n int) int { return goroutines(workTaskLoop, n) },
}

// The works whose argument is no way.
var rounds = map[string]bool{
	"plain": true, "kept": true, "captured": true, "wide": true, "sites": true,
	"long_list": true, "task": true, "task_loop": true, "panic": true,
	"panic_bare": true, "coroutine": true, "coroutine_loop": true,
}

// The result, and the sum: of goroutines, which may run in any order, that in any.
func repeat(name string, argument, n int) (int, uint64) {
	work := all[name]
	result := 0
	sum, total = 0, 0
	way := argument
	if rounds[name] {
		way = 0
	}
	for i := 0; i < n; i++ {
		calls, fails, wants = 0, way&15, way>>4
		result = work(argument)
	}
	if name == "coroutine" || name == "coroutine_loop" {
		return result, total
	}
	return result, sum
}

const period = 5 * time.Microsecond

var began time.Time

func itemEnds() { began = time.Now() }

func request() {
	for i := 0; i < 20; i++ {
		release(step(i))
	}
}

func tail(n, rounds int) {
	for round := 0; round < rounds; round++ {
		var waited []time.Duration
		var ended time.Time
		began = time.Time{}
		calls, fails, wants = 0, 0, 0
		go func() { workLongList(n); ended = time.Now() }()
		for last := false; !last; {
			runtime.Gosched()
			last = !ended.IsZero()
			for !began.IsZero() {
				came := began.Add(period * time.Duration(len(waited)))
				until := ended
				if !last {
					until = time.Now()
				}
				if came.After(until) {
					break
				}
				request()
				waited = append(waited, time.Since(came))
			}
		}
		sort.Slice(waited, func(i, j int) bool { return waited[i] < waited[j] })
		fmt.Println(waited[len(waited)/2].Nanoseconds(),
			waited[len(waited)*99/100].Nanoseconds(),
			waited[len(waited)-1].Nanoseconds(), ended.Sub(began).Nanoseconds())
	}
}

//go:noinline
func mark() {}

// Nanoseconds of the processor that the process has had, with its collector.
func used() int64 {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		os.Exit(2)
	}
	return usage.Utime.Nano() + usage.Stime.Nano()
}

func number(i int) int {
	n, err := strconv.Atoi(os.Args[i])
	if err != nil {
		os.Exit(2)
	}
	return n
}

func main() {
	runtime.GOMAXPROCS(1)
	switch {
	case len(os.Args) < 2 || os.Args[1] == "list":
		for name := range all {
			fmt.Println(name)
		}
	case os.Args[1] == "run" && len(os.Args) == 5:
		result, s := repeat(os.Args[2], number(3), number(4))
		fmt.Printf("%d %x\n", result, s)
	case os.Args[1] == "count":
		var name string
		var argument, n int
		for {
			if got, _ := fmt.Scan(&name, &argument, &n); got != 3 {
				break
			}
			repeat(name, argument, 1)
			mark()
			result, s := repeat(name, argument, n)
			mark()
			fmt.Printf("%d %x\n", result, s)
		}
	case os.Args[1] == "time" && len(os.Args) == 5:
		repeat(os.Args[2], number(3), 1)
		start := used()
		result, s := repeat(os.Args[2], number(3), number(4))
		fmt.Printf("%d %x %d\n", result, s, used()-start)
	case os.Args[1] == "tail" && len(os.Args) == 5:
		tail(number(2), number(4))
	default:
		os.Exit(2)
	}
}
