/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/money/outlay-money.h"
#include "pack/outlay-pack-error.h"

G_BEGIN_DECLS

/*
 * Comma-separated values as RFC 4180 has them: UTF-8, CRLF after each record, a cell in quotes where it
 * holds a comma, a quote, CR or LF, and quotes in it doubled.
 *
 * A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a CR for a formula, whoever typed
 * it (OWASP, "CSV Injection"). Text of people that does, also after spaces or in full width, is defused by an apostrophe before
 * it. So is text that would read as if it had been: what was written is always read back to the letter.
 * Numbers are written by the program, as plain decimals, and stay numbers, below zero too.
 */

/* The mark some spreadsheets want at the start of a file to know that it is UTF-8. */
#define OUTLAY_CSV_BOM "\xef\xbb\xbf"

/* Appends a cell that may be defused; @text: (nullable): invalid UTF-8 is replaced. */
void outlay_csv_append_text   (GString           *csv,
                               const char        *text);
/* Appends a cell as it is, for what the program itself has made: numbers, days, ids. */
void outlay_csv_append_plain  (GString           *csv,
                               const char        *text);
/* Appends the amount without its currency: "1234.50", "-0.05", "1500" for yen. */
void outlay_csv_append_amount (GString           *csv,
                               const OutlayMoney *amount);
/* Ends the record. */
void outlay_csv_end_record    (GString           *csv);

/* (transfer full): as outlay_csv_append_amount() writes it; a currency without an exponent has two. */
char *outlay_plain_amount_dup  (const OutlayMoney *amount);
/* Reads exactly that; %FALSE for anything else. @currency: of the amount */
gboolean outlay_plain_amount_read (const char  *text,
                                   const char  *currency,
                                   OutlayMoney *amount);

/* Takes the defusing apostrophe away, in place. */
void outlay_csv_restore_text (char *text);

/**
 * OutlayCsvReader:
 *
 * Reads records one by one from memory, and takes nothing for what it is not: a quote inside of a bare
 * cell, text after a closing quote, a CR alone outside of quotes, a NUL, invalid UTF-8, a quote that is never closed and a
 * record with another number of cells than the first are errors. Records end with CRLF or LF; the last may
 * end with the text; a byte order mark is passed over.
 */
typedef struct _OutlayCsvReader OutlayCsvReader;

#define OUTLAY_CSV_MAX_CELLS 1000

OutlayCsvReader *outlay_csv_reader_new  (GBytes          *bytes);
void             outlay_csv_reader_free (OutlayCsvReader *self);

/**
 * outlay_csv_reader_next:
 * @cells: (out) (transfer full) (nullable): the cells as they are written, see
 *   outlay_csv_restore_text(); %NULL at the end
 *
 * Returns: %FALSE with %OUTLAY_PACK_ERROR_SYNTAX, which names the line
 */
gboolean outlay_csv_reader_next (OutlayCsvReader  *self,
                                 GStrv            *cells,
                                 GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayCsvReader, outlay_csv_reader_free)

G_END_DECLS
