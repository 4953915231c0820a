/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What site.json says of a portal: its names, channels, topics, limits, labels and workflow. Immutable, counted,
 * shared between threads. The format is documented in data/layouts/README.md. */
#pragma once

#include "core/model/galley-field.h"
#include "core/model/galley-picture-form.h"
#include "core/model/galley-rendition-form.h"
#include "core/model/galley-workflow.h"
#include "core/portal/galley-redirect.h"
#include "core/portal/galley-slot.h"
#include "core/portal/galley-value.h"
#include "core/wire/galley-handover.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *name;
  const char *parent;         /* a channel's id, "" at the top */
  const char *default_source; /* "" if none */
  guint depth;                /* 0 at the top */
} GalleyChannel;

typedef struct
{
  const char *id;
  const char *name;   /* as it stands in lists */
  const char *banner; /* as it stands on the page's banner */
} GalleyTopic;

typedef struct _GalleySite GalleySite;

#define GALLEY_TYPE_SITE (galley_site_get_type ())
GType galley_site_get_type (void);

/* GALLEY_ERROR_INVALID names the member: missing names, channels in a circle or deeper than 6, double ids, a time zone
 * that is not known. */
GalleySite *galley_site_new (const char *text,
                             gsize       length,
                             GError    **error);
GalleySite *galley_site_ref (GalleySite *self);
void galley_site_unref (GalleySite *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleySite, galley_site_unref)

const char *galley_site_get_name (GalleySite *self);
/* Of the pages: "zh-Hans" where the site names none. */
const char *galley_site_get_language (GalleySite *self);
/* "https://news.example", without a slash behind; for absolute addresses. */
const char *galley_site_get_base_address (GalleySite *self);
/* In tree order: parents before children, siblings as listed. Lent. */
const GalleyChannel *galley_site_get_channels (GalleySite *self,
                                               guint      *n_channels);
const GalleyChannel *galley_site_get_channel (GalleySite *self,
                                              const char *id);
const GalleyTopic *galley_site_get_topics (GalleySite *self,
                                           guint      *n_topics);
const GalleyTopic *galley_site_get_topic (GalleySite *self,
                                          const char *id);
/* Of the home page, in the order of the site. Lent. */
const GalleySlot *galley_site_get_slots (GalleySite *self,
                                         guint      *n_slots);
const GalleySlot *galley_site_get_slot (GalleySite *self,
                                        const char *id);
/* As listed. Lent. */
const GalleyRedirect *galley_site_get_redirects (GalleySite *self,
                                                 guint      *n_redirects);
/* In full-width cells; 0 where the site sets none. */
guint galley_site_get_limit (GalleySite *self,
                             GalleyField field);
/* How pictures are made for the site. Lent. */
const GalleyPictureForm *galley_site_get_picture_form (GalleySite *self);
/* In which widths its pages show them, and the mark on them. Lent. */
const GalleyRenditionForm *galley_site_get_rendition_form (GalleySite *self);
/* What it has to say when one is cut. Lent. */
const GalleyPictureCuts *galley_site_get_picture_cuts (GalleySite *self);
/* Microseconds that an order to publish may wait before it is asked again (10 minutes by default). */
gint64 galley_site_get_publish_patience (GalleySite *self);
GalleyWorkflow *galley_site_get_workflow (GalleySite *self);
/* Whether colleagues are told who has what open: they are, unless the newsroom does not want it. */
gboolean galley_site_tells_presence (GalleySite *self);
/* Whether words beyond the vocabulary may be tags. */
gboolean galley_site_allows_new_tags (GalleySite *self);
/* Whether a body that is copied for WeChat begins its paragraphs with an indent, as the portal's page does. */
gboolean galley_site_indents_wechat (GalleySite *self);
/* How many characters the field of WeChat's editor takes that @part is for; 0 where there is none. What is not said is
 * taken to be 64 for the title, 120 for the summary and 8 for the author, an assumption about that editor: WeChat publishes
 * no figures for it, and for its interface for drafts others (draft/add: 32, 128, 16). */
guint galley_site_get_wechat_limit (GalleySite *self,
                                    GalleyPart  part);
/* The site's zone, for every date that a reader sees. */
GTimeZone *galley_site_get_time_zone (GalleySite *self);
/* The whole, as a view for templates: name, full_name, labels, footer, … Lent; never changed. */
JsonObject *galley_site_get_view (GalleySite *self);
/* The same as templates see it; never changed, and so for every thread. Lent. */
const GalleyValue *galley_site_get_value (GalleySite *self);

G_END_DECLS
