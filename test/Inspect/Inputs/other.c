// A program, with a deferral in a loop, that needs a flag to compile.

int unit(int);
#ifndef VALUE
#error "no value"
#endif

int main(int argc, char **argv) {
  (void)argv;
  __defer unit(1);
  for (int i = 0; i < argc; i++)
    __defer unit(2);
  return unit(argc);
}
void *take(int n) { return n ? &take : 0; }
void work(void *p) { (void)p; }
void drop(void *p) { (void)p; }
