/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON bodies: either a refusal that names what is wrong, or fields of the right type. */

#include "fuzz.h"

#include <string.h>

#include "server/http/outlay-json-body.h"
#include "server/outlay-json-fields.h"

typedef struct
{
  const char *text;
  const char *perhaps;
  gint64 number;
  gboolean flag;
  yyjson_val *object;
  yyjson_val *list;
} Wanted;

static const OutlayJsonField fields[] = {
  { "text", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Wanted, text) },
  { "perhaps", OUTLAY_JSON_STRING, OUTLAY_JSON_NULLABLE, G_STRUCT_OFFSET (Wanted, perhaps) },
  { "number", OUTLAY_JSON_INT, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (Wanted, number) },
  { "flag", OUTLAY_JSON_BOOL, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (Wanted, flag) },
  { "object", OUTLAY_JSON_OBJECT, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (Wanted, object) },
  { "list", OUTLAY_JSON_STRINGS, OUTLAY_JSON_OPTIONAL, G_STRUCT_OFFSET (Wanted, list) },
};

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  yyjson_doc *doc = NULL;
  Wanted wanted = { 0 };
  g_autoptr (OutlayReply) refusal = outlay_json_body_parse ((const char *) bytes, size, &doc);

  if (refusal != NULL)
    {
      g_assert_null (doc);
      return 0;
    }

  refusal = outlay_json_fields_read (yyjson_doc_get_root (doc), NULL, fields, G_N_ELEMENTS (fields),
                                     &wanted, NULL);
  if (refusal == NULL)
    {
      g_assert_nonnull (wanted.text);
      g_assert_true (g_utf8_validate (wanted.text, -1, NULL));
      g_assert_true (wanted.object == NULL || yyjson_is_obj (wanted.object));
      g_assert_true (wanted.list == NULL || yyjson_is_arr (wanted.list));
    }
  yyjson_doc_free (doc);
  return 0;
}
