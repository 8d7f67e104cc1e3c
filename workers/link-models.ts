import type { NamedArtefact } from '../lib/models/model-artefact';
import type { DataSources, OpenedStore } from '../lib/storage';

/**
 * Models that came with links. Looking at a link keeps nothing; once its run is made here, the model is put into the
 * library, so that the run can be opened again without the link.
 */
export class LinkModels {
  private readonly seen = new Map<string, NamedArtefact>();

  constructor(
    private readonly services: {
      readonly sources: DataSources;
      readonly opening: Promise<OpenedStore>;
      /** UTC epoch ms. */
      today(): number;
    },
  ) {}

  remember(model: NamedArtefact | null): void {
    if (model !== null) this.seen.set(model.hash, model);
  }

  /** The model of the library, or else the one of a link, which is kept now. */
  async stored(hash: string): Promise<NamedArtefact | null> {
    const { sources, opening, today } = this.services;
    const found = (await sources.storedModel?.(hash)) ?? null;
    if (found !== null) return found;
    const model = this.seen.get(hash) ?? null;
    if (model === null) return null;
    const { store } = await opening;
    // Where there is no room for it the run goes on all the same; the link still has it.
    await store.models
      .save({ name: 'From a link', model, about: null }, today())
      .catch(() => undefined);
    return model;
  }
}
