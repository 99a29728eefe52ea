// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is new is formatted as the .clang-format next to it says; what was there,
// even if it is not, stays.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <defer.h>
#include <stdio.h>

int   untouched ( int x ) { return x; }

int lengths(int n, char** names)
{
	FILE* log = fopen("log", "w"); // as it was
	if (!log) return -1;
	__defer fclose(log);
	for (int i=0; i<n; i++)
	{
		FILE* f = fopen(names[i], "r");
		if (!f) return -2;
		__defer fclose(f);
		fprintf( log, "%d\n",fgetc(f) );
	}
	return n;
}
