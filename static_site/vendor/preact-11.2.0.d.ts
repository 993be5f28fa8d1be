export interface VNode<P = unknown> { type: unknown; props: P; key: unknown }
export type Child = VNode | string | number | bigint | boolean | null | undefined | Child[];
export type FunctionComponent<P = object> = (props: P) => Child;
export const Fragment: FunctionComponent<{ children?: Child }>;
export function h(type: unknown, props: unknown, ...children: unknown[]): VNode;
export function render(what: Child, parent: Element): void;
