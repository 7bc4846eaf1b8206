/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/insight/outlay-facts.h"

#include <stdlib.h>
#include <string.h>

#include "core/insight/outlay-facts-private.h"
#include "core/outlay-time.h"

/* Texts that come again, numbered from 1; 0 is the empty one. */
typedef struct
{
  GHashTable *numbers;
  GPtrArray *texts;
} Texts;

/* How a merchant was written last. */
typedef struct
{
  const char *text;
  guint32 day;
} Writing;

struct _OutlayFacts
{
  GArray *rows;
  GArray *proofs; /* of guint64 */
  gboolean is_sorted;

  GStringChunk *chunk; /* owns all texts */
  Texts currencies;
  Texts categories;
  Texts merchants;    /* as folded */
  GHashTable *folded; /* as written → number + 1 */
  GArray *writings;   /* of each merchant */
};

static void
init_texts (Texts *self)
{
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->texts = g_ptr_array_new ();
  g_ptr_array_add (self->texts, (gpointer) "");
}

static void
clear_texts (Texts *self)
{
  g_hash_table_unref (self->numbers);
  g_ptr_array_unref (self->texts);
}

static guint32
intern (Texts *self, const char *text, GStringChunk *chunk)
{
  guint32 number;
  char *kept;

  if (text == NULL || text[0] == '\0')
    return 0;
  if ((number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, text))) != 0)
    return number;

  kept = g_string_chunk_insert (chunk, text);
  g_ptr_array_add (self->texts, kept);
  g_hash_table_insert (self->numbers, kept, GUINT_TO_POINTER (self->texts->len - 1));
  return self->texts->len - 1;
}

OutlayFacts *
outlay_facts_new (void)
{
  OutlayFacts *self = g_new0 (OutlayFacts, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (OutlayFactRow));
  self->proofs = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->chunk = g_string_chunk_new (64 * 1024);
  self->folded = g_hash_table_new (g_str_hash, g_str_equal);
  self->writings = g_array_new (FALSE, TRUE, sizeof (Writing));
  g_array_set_size (self->writings, 1);
  init_texts (&self->currencies);
  init_texts (&self->categories);
  init_texts (&self->merchants);
  self->is_sorted = TRUE;

  return self;
}

void
outlay_facts_free (OutlayFacts *self)
{
  g_array_unref (self->rows);
  g_array_unref (self->proofs);
  g_array_unref (self->writings);
  g_hash_table_unref (self->folded);
  clear_texts (&self->currencies);
  clear_texts (&self->categories);
  clear_texts (&self->merchants);
  g_string_chunk_free (self->chunk);
  g_free (self);
}

/* --- adding ----------------------------------------------------------------------------------- */

/* Without case, without the marks of European letters (U+0300 to U+036F), and with one space where
 * there are several: "CAFÉ  Nero" is "cafe nero". */
static char *
fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  g_autofree char *caseless = g_utf8_casefold (decomposed, -1);
  GString *folded = g_string_sized_new (strlen (caseless));

  for (const char *at = caseless; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c >= 0x300 && c <= 0x36f)
        continue;
      if (!g_unichar_isspace (c))
        g_string_append_unichar (folded, c);
      else if (folded->len > 0 && folded->str[folded->len - 1] != ' ')
        g_string_append_c (folded, ' ');
    }
  if (folded->len > 0 && folded->str[folded->len - 1] == ' ')
    g_string_truncate (folded, folded->len - 1);

  return g_string_free_and_steal (folded);
}

static guint32
intern_merchant (OutlayFacts *self, const char *text, guint32 day)
{
  g_autofree char *folded = NULL;
  gpointer kept, value;
  guint32 number;
  Writing *writing;

  if (text == NULL || text[0] == '\0')
    return 0;

  if (!g_hash_table_lookup_extended (self->folded, text, &kept, &value))
    {
      folded = fold (text);
      value = GUINT_TO_POINTER (intern (&self->merchants, folded, self->chunk));
      kept = g_string_chunk_insert (self->chunk, text);
      g_hash_table_insert (self->folded, kept, value);
      if (self->writings->len < self->merchants.texts->len)
        g_array_set_size (self->writings, self->merchants.texts->len);
    }

  number = GPOINTER_TO_UINT (value);
  writing = &g_array_index (self->writings, Writing, number);
  if (writing->text == NULL || day > writing->day ||
      (day == writing->day && kept != writing->text && strcmp (kept, writing->text) > 0))
    *writing = (Writing) { kept, day };
  return number;
}

static guint16
add_proofs (OutlayFacts *self, const char *proofs)
{
  guint16 n = 0;

  while (proofs != NULL && *proofs != '\0' && n < G_MAXUINT16)
    {
      gsize length = strcspn (proofs, " ");
      guint64 digest = 0;

      for (gsize i = 0; i < MIN (length, 16); i++)
        digest = digest << 4 | (guint64) (g_ascii_xdigit_value (proofs[i]) & 0xf);
      if (length > 0)
        {
          g_array_append_val (self->proofs, digest);
          n++;
        }
      proofs += length + (proofs[length] == ' ');
    }

  return n;
}

static guint32
read_day (const char *day)
{
  GDate date;

  if (day == NULL || !outlay_day_is_valid (day))
    return 0;

  g_date_set_dmy (&date, (GDateDay) atoi (day + 8), (GDateMonth) atoi (day + 5),
                  (GDateYear) atoi (day));
  return g_date_get_julian (&date);
}

static guint64
read_start (const char *id)
{
  guint64 start = 0;

  for (guint i = 0; i < 8; i++)
    start = start << 8 | (guint8) * (*id != '\0' ? id++ : id);
  return start;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const OutlayFactRow *first = a, *second = b;

  if (first->day != second->day)
    return first->day < second->day ? -1 : 1;
  if (first->id_start != second->id_start)
    return first->id_start < second->id_start ? -1 : 1;
  return strcmp (first->id, second->id);
}

void
outlay_facts_add (OutlayFacts *self, const OutlayFact *fact)
{
  OutlayFactRow row = {
    .id_start = read_start (fact->id),
    .minor = fact->amount.minor,
    .created_at = fact->created_at,
    .submitted_at = fact->submitted_at,
    .decided_at = fact->decided_at,
    .day = read_day (fact->day),
    .first_proof = self->proofs->len,
    .state = (guint8) fact->state,
    .wants_proof = fact->wants_proof != FALSE,
  };

  g_return_if_fail (fact->id != NULL && fact->id[0] != '\0' && fact->state < OUTLAY_N_STATES);

  row.id = g_string_chunk_insert (self->chunk, fact->id);
  row.currency = (guint16) intern (&self->currencies, fact->amount.currency, self->chunk);
  row.category = intern (&self->categories, fact->category, self->chunk);
  row.merchant = intern_merchant (self, fact->merchant, row.day);
  row.n_proofs = add_proofs (self, fact->proofs);
  self->is_sorted = self->is_sorted &&
                    (self->rows->len == 0 ||
                     compare_rows (&g_array_index (self->rows, OutlayFactRow, self->rows->len - 1),
                                   &row) <= 0);
  g_array_append_val (self->rows, row);
}

/* --- reading ---------------------------------------------------------------------------------- */

guint
outlay_facts_get_n (OutlayFacts *self)
{
  return self->rows->len;
}

const OutlayFactRow *
outlay_facts_get_rows (OutlayFacts *self)
{
  if (!self->is_sorted)
    g_array_sort (self->rows, compare_rows);
  self->is_sorted = TRUE;

  return (const OutlayFactRow *) (gpointer) self->rows->data;
}

const char *
outlay_facts_get_merchant (OutlayFacts *self, guint32 merchant)
{
  const char *text = g_array_index (self->writings, Writing, merchant).text;

  return text != NULL ? text : "";
}

const char *
outlay_facts_get_folded (OutlayFacts *self, guint32 merchant)
{
  return g_ptr_array_index (self->merchants.texts, merchant);
}

const char *
outlay_facts_get_category (OutlayFacts *self, guint32 category)
{
  return g_ptr_array_index (self->categories.texts, category);
}

const char *
outlay_facts_get_currency (OutlayFacts *self, guint16 currency)
{
  return g_ptr_array_index (self->currencies.texts, currency);
}

guint64
outlay_facts_get_proof (OutlayFacts *self, guint32 place)
{
  return g_array_index (self->proofs, guint64, place);
}

/* --- groups ----------------------------------------------------------------------------------- */

static gboolean
is_comparable (const OutlayFactRow *row, OutlayFactsBy by, guint32 until)
{
  return row->state != OUTLAY_STATE_REJECTED && row->day > 0 && row->day < until &&
         row->minor > 0 && row->currency > 0 &&
         (by == OUTLAY_FACTS_BY_CATEGORY || row->merchant > 0);
}

/* Numbers the groups as they come, and then puts each row at the end of its own. */
void
outlay_facts_group (OutlayFacts *self, OutlayFactsBy by, guint32 until, OutlayFactGroups *groups)
{
  const OutlayFactRow *rows = outlay_facts_get_rows (self);
  g_autoptr (GHashTable)
      numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) sizes = g_array_new (FALSE, TRUE, sizeof (guint32));
  g_autofree guint32 *group_of = g_new (guint32, self->rows->len);
  guint32 n_rows = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      gint64 key = (gint64) (by == OUTLAY_FACTS_BY_MERCHANT ? rows[i].merchant : rows[i].category)
                       << 16 |
                   rows[i].currency;
      gpointer value;

      group_of[i] = G_MAXUINT32;
      if (!is_comparable (&rows[i], by, until))
        continue;
      if (!g_hash_table_lookup_extended (numbers, &key, NULL, &value))
        {
          value = GUINT_TO_POINTER (sizes->len);
          g_hash_table_insert (numbers, g_memdup2 (&key, sizeof key), value);
          g_array_set_size (sizes, sizes->len + 1);
        }
      group_of[i] = GPOINTER_TO_UINT (value);
      g_array_index (sizes, guint32, group_of[i])++;
      n_rows++;
    }

  groups->n_groups = sizes->len;
  groups->rows = g_new (guint32, n_rows);
  groups->starts = g_new0 (guint32, sizes->len + 1);
  for (guint i = 0; i < sizes->len; i++)
    {
      groups->starts[i + 1] = groups->starts[i] + g_array_index (sizes, guint32, i);
      g_array_index (sizes, guint32, i) = groups->starts[i];
    }
  for (guint i = 0; i < self->rows->len; i++)
    if (group_of[i] != G_MAXUINT32)
      groups->rows[g_array_index (sizes, guint32, group_of[i])++] = i;
}

void
outlay_fact_groups_clear (OutlayFactGroups *self)
{
  g_clear_pointer (&self->rows, g_free);
  g_clear_pointer (&self->starts, g_free);
  self->n_groups = 0;
}
