/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-expense-json.h"

#include "pack/outlay-pack-text.h"

static void
append_object (GString *json, yyjson_mut_doc *doc)
{
  outlay_pack_text_append (json, doc, FALSE);
  yyjson_mut_doc_free (doc);
}

static yyjson_mut_doc *
begin_object (yyjson_mut_val **root)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);

  *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, *root);
  return doc;
}

static void
append_person (GString *json, const OutlayPackPerson *person)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = begin_object (&root);

  outlay_pack_text_add (doc, root, "id", person->id);
  outlay_pack_text_add (doc, root, "name", person->name);
  outlay_pack_text_add (doc, root, "email", person->email);
  append_object (json, doc);
}

static void
append_category (GString *json, const OutlayPackCategory *category)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = begin_object (&root);

  outlay_pack_text_add (doc, root, "id", category->id);
  outlay_pack_text_add (doc, root, "name", category->name);
  outlay_pack_text_add (doc, root, "icon", category->icon);
  outlay_pack_text_add (doc, root, "color", category->color);
  yyjson_mut_obj_add_bool (doc, root, "archived", category->is_archived);
  append_object (json, doc);
}

void
outlay_pack_json_append_head (GString *json, OutlayPackBook *book)
{
  GPtrArray *people = outlay_pack_book_get_people (book);
  GPtrArray *categories = outlay_pack_book_get_categories (book);

  g_string_append (json, OUTLAY_PACK_JSON_BEGIN "\n" OUTLAY_PACK_JSON_PEOPLE "\n");
  for (guint i = 0; i < people->len; i++)
    {
      append_person (json, people->pdata[i]);
      g_string_append (json, i + 1 < people->len ? ",\n" : "\n");
    }

  g_string_append (json, OUTLAY_PACK_JSON_NEXT "\n" OUTLAY_PACK_JSON_CATEGORIES "\n");
  for (guint i = 0; i < categories->len; i++)
    {
      append_category (json, categories->pdata[i]);
      g_string_append (json, i + 1 < categories->len ? ",\n" : "\n");
    }

  g_string_append (json, OUTLAY_PACK_JSON_NEXT "\n" OUTLAY_PACK_JSON_EXPENSES);
}

static void
add_facts (yyjson_mut_doc *doc, yyjson_mut_val *object, const OutlayPackFacts *facts)
{
  yyjson_mut_val *proofs;

  outlay_pack_text_add (doc, object, "merchant", facts->merchant);
  outlay_pack_text_add_money (doc, object, "amount", &facts->amount);
  outlay_pack_text_add (doc, object, "day", facts->day);
  outlay_pack_text_add (doc, object, "category", facts->category);
  outlay_pack_text_add (doc, object, "note", facts->note);
  proofs = yyjson_mut_obj_add_arr (doc, object, "proofs");
  for (guint i = 0; facts->proofs != NULL && facts->proofs[i] != NULL; i++)
    yyjson_mut_arr_add_strcpy (doc, proofs, facts->proofs[i]);
}

static void
add_event (yyjson_mut_doc *doc, yyjson_mut_val *events, const OutlayPackEvent *event)
{
  yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, events);

  yyjson_mut_obj_add_sint (doc, object, "seq", event->seq);
  outlay_pack_text_add_time (doc, object, "at", event->at);
  outlay_pack_text_add (doc, object, "actor", event->actor);
  outlay_pack_text_add (doc, object, "action", outlay_action_to_string (event->action));
  outlay_pack_text_add (doc, object, "from", outlay_state_to_string (event->from));
  outlay_pack_text_add (doc, object, "to", outlay_state_to_string (event->to));
  outlay_pack_text_add (doc, object, "reason", event->reason);
  yyjson_mut_obj_add_sint (doc, object, "revision", event->revision);
  outlay_pack_text_add (doc, object, "proof_digest", event->proof_digest);
  outlay_pack_text_add (doc, object, "hash", event->hash);
  if (event->facts != NULL)
    add_facts (doc, yyjson_mut_obj_add_obj (doc, object, "facts"), event->facts);
  else
    yyjson_mut_obj_add_null (doc, object, "facts");
}

static void
add_conversion (yyjson_mut_doc *doc, yyjson_mut_val *root, const OutlayPackExpense *expense)
{
  yyjson_mut_val *converted;

  if (!expense->is_converted)
    {
      yyjson_mut_obj_add_null (doc, root, "converted");
      return;
    }

  converted = yyjson_mut_obj_add_obj (doc, root, "converted");
  outlay_pack_text_add_money (doc, converted, "amount", &expense->converted);
  outlay_pack_text_add (doc, converted, "rate", expense->rate);
  outlay_pack_text_add (doc, converted, "rate_day", expense->rate_day);
}

void
outlay_pack_json_append_expense (GString *json, const OutlayPackExpense *expense, gboolean is_first)
{
  yyjson_mut_val *root, *events;
  yyjson_mut_doc *doc = begin_object (&root);

  outlay_pack_text_add (doc, root, "id", expense->id);
  outlay_pack_text_add (doc, root, "owner", expense->owner);
  add_facts (doc, root, &expense->facts);
  outlay_pack_text_add (doc, root, "proof_digest", expense->facts.proof_digest);
  yyjson_mut_obj_add_uint (doc, root, "proof_version", expense->proof_version);
  outlay_pack_text_add (doc, root, "state", outlay_state_to_string (expense->state));
  yyjson_mut_obj_add_sint (doc, root, "revision", expense->revision);
  add_conversion (doc, root, expense);
  outlay_pack_text_add_time (doc, root, "submitted_at", expense->submitted_at);
  outlay_pack_text_add_time (doc, root, "created_at", expense->created_at);
  outlay_pack_text_add_time (doc, root, "updated_at", expense->updated_at);
  events = yyjson_mut_obj_add_arr (doc, root, "events");
  for (guint i = 0; i < expense->n_events; i++)
    add_event (doc, events, &expense->events[i]);

  g_string_append (json, is_first ? "\n" : ",\n");
  append_object (json, doc);
}

void
outlay_pack_json_append_tail (GString *json)
{
  g_string_append (json, "\n" OUTLAY_PACK_JSON_END "\n");
}
