// A function with a static deferral, and one with a flag.

void *take(int);
void work(void *);
void drop(void *);

int unit(int n) {
  void *p = take(n);
  if (!p)
    return -1;
  __defer drop(p);
  if (take(2))
    __defer work(p);
  work(0);
  return n;
}
