export type Data = [number[], ...(number | null)[][]];
export type Paths = (u: uPlot, series: number, from: number, to: number) => unknown;
export interface Options {
  width: number;
  height: number;
  padding?: (number | null)[];
  legend?: { show: boolean };
  cursor?: object;
  scales?: Record<string, { time?: boolean; range: (u: uPlot, from: number, to: number) => [number, number] }>;
  series: object[];
  axes?: {
    values: (u: uPlot, splits: number[], axis: number, space: number, step: number) => string[];
    [more: string]: unknown;
  }[];
  hooks?: Record<string, ((u: uPlot) => void)[]>;
}
export default class uPlot {
  constructor(options: Options, data: Data, target: HTMLElement);
  static paths: { stepped(o: { align: 1 | -1 }): Paths; bars(o: { size: [number, number]; align?: 0 | 1 | -1 }): Paths; linear(): Paths };
  cursor: { idx: number | null };
  setSize(size: { width: number; height: number }): void;
  setData(data: Data): void;
  destroy(): void;
}
