import { ColumnStore } from './column-store';

/** Smallest block taken from the instance at a time. */
const blockBytes = 1 << 20;

interface Block {
  readonly pointer: number;
  readonly bytes: number;
}

/**
 * A store whose memory is used again: {@link reset} gives everything reserved so far back at once, so that many
 * sessions one after another need the memory of the largest. Columns that outlive a reset belong in another store of
 * the same instance.
 */
export class ScratchStore extends ColumnStore {
  private readonly blocks: Block[] = [];
  private block = 0;
  private used = 0;

  /** Bytes, 16-byte aligned, until the next {@link reset}; zeroed unless the caller writes before it reads. */
  override reserve(bytes: number, zeroed = true): number {
    const wanted = Math.max(16, (bytes + 15) & ~15);
    for (; this.block < this.blocks.length; this.block++, this.used = 0) {
      const block = this.blocks[this.block]!;
      if (this.used + wanted > block.bytes) continue;
      const pointer = block.pointer + this.used;
      this.used += wanted;
      if (zeroed) new Uint8Array(this.kernels.memory.buffer, pointer, wanted).fill(0);
      return pointer;
    }
    const size = Math.max(blockBytes, wanted);
    const pointer = super.reserve(size);
    this.blocks.push({ pointer, bytes: size });
    this.used = wanted;
    return pointer;
  }

  /** Takes back everything reserved; whoever still holds a column of it reads what comes next. */
  reset(): void {
    this.block = 0;
    this.used = 0;
  }
}
