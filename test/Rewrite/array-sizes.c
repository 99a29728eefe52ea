// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An array that moves is as large as its declaration says, in its words.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <stdio.h>
#include <string.h>

#define WORDS 8
#define BYTES(n) ((n) * WORDS)
enum { MANY = 4, HIDDEN = 2 };
struct pair { int first, second; };

static int rows[MANY][sizeof(struct pair) + 1];

void declared_above(int n) {
    if (n) {
        char line[BUFSIZ];
        int table[MANY][sizeof(struct pair) + 1] = {{1, 2}};
        int (*row)[sizeof(struct pair) + 1] = rows;
        char *words[BYTES(3)], bytes[BYTES(2)] = "some";
        snprintf(line, sizeof line, "%d", row[0][1]);
        words[0] = "word";
        __defer printf("%s %s %s %d %d\n", line, words[0], bytes, row[0][0],
                       table[0][1]);
    }
}

void in_a_record(int n) {
    for (int i = 0; i < n; i++) {
        char name[WORDS + MANY];
        snprintf(name, sizeof name, "%d", i);
        __defer puts(name);
    }
}

void in_a_structure(int n) {
    char all[WORDS + 1];
    strcpy(all, "all");
    for (int i = 0; i < n; i++)
        __defer_named(again) {
            printf("%s %d\n", all, i);
            defer_run(again);
        }
}

/// What it names is of the function, or is another one in a part of that.
void as_numbers(int HIDDEN) {
    if (HIDDEN) {
        enum { HERE = 3 };
        char own[HERE], listed[] = {1, 2, 3};
        char at[__LINE__], name[sizeof __func__];
#define CHANGES 5
        char changed[CHANGES];
        char spread[WORDS /* of them */
                    + 1];
        own[0] = at[0] = changed[0] = spread[0] = listed[1];
        name[0] = 1;
        __defer printf("%d %d\n", own[0] + at[0] + changed[0] + spread[0],
                       (int)(sizeof name + sizeof listed));
    }
    if (HIDDEN) {
        char other[WORDS + sizeof HIDDEN];
        other[0] = 1;
        __defer printf("%d\n", other[0]);
    }
}
#undef CHANGES

int main(void) {
    declared_above(1);
    in_a_record(2);
    in_a_structure(2);
    as_numbers(1);
}
