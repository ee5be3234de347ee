package main

import (
	"os"
	"strconv"
	"strings"
	"time"
)

// others looks, while nothing of ours is under way, how much of the machine is used
// all the same: whoever measures beside another job measures that job too.
func (b *bench) others(before string) {
	idle, all := processorTime()
	time.Sleep(time.Second)
	idleThen, allThen := processorTime()
	if allThen == all {
		return
	}
	used := 100 - 100*(idleThen-idle)/(allThen-all)
	if b.busiest.used < used {
		b.busiest = busy{used, before}
	}
	if used > 10 {
		b.say("  before %s others use %d %% of the machine: what follows is not to be relied on", before, used)
	}
}

// busy is how many hundredths of the machine others used before a step.
type busy struct {
	used   int
	before string
}

// processorTime is that of all cores since the machine started, and how much of it
// nothing was done.
func processorTime() (idle, all int) {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, 0
	}
	first, _, _ := strings.Cut(string(text), "\n")
	for n, field := range strings.Fields(first)[1:] {
		ticks, _ := strconv.Atoi(field)
		if n < 8 { // guests are counted twice
			all += ticks
		}
		if n == 3 || n == 4 { // idle, and waiting for the disk
			idle += ticks
		}
	}
	return idle, all
}
