// Memory of one instance:
//
//   0 … __heap_base      static data and stack of the module
//   __heap_base … top    columns and state blocks, one after the other, never freed
//
// One instance is one job or session; dropping the instance frees everything.

let top: usize = 0;

/**
 * Reserves zeroed memory, 16-byte aligned.
 * @returns the address, or 0 when memory can't grow to hold it
 */
export function allocate(bytes: usize): usize {
  if (top == 0) top = (__heap_base + 15) & ~15;
  const start = top;
  const end = start + ((bytes + 15) & ~15);
  if (end < start) return 0;
  const have = <usize>memory.size() << 16;
  if (end > have) {
    const pages = <i32>((end - have + 0xffff) >> 16);
    // Grow by at least an eighth, so that many small columns don't mean many growths.
    const ahead = max(pages, memory.size() >> 3);
    if (memory.grow(ahead) < 0 && memory.grow(pages) < 0) return 0;
  }
  top = end;
  return start;
}

/** @returns bytes reserved so far, static data included */
export function allocated(): usize {
  return top == 0 ? __heap_base : top;
}
