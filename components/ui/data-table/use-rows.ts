'use client';

import { useMemo } from 'react';

import { type PackedRows, unpackRows } from '@/lib/packed-rows';

/** The rows that a page sent; the same ones until it sends others. */
export const useRows = <Row extends object>(packed: PackedRows<Row>): Row[] =>
  useMemo(() => unpackRows(packed), [packed]);
