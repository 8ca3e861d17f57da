import type { TrainName } from "../api/types.js";

export function trainText({ train }: { train: TrainName }): string {
  return train.name || train.number;
}
