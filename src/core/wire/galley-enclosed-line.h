/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An attachment or a video where there is only text: in a plain copy, and in the body for WeChat, which takes neither by
 * the clipboard. The desk puts each in by hand where its line stands. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

/* "【附件1】关于……的通知（PDF, 1.2 MB）", "【视频1】…… https://v.qq.com/x/…": those of a kind are numbered from 1 through
 * @blocks. (transfer full) */
char *galley_enclosed_line_new (GPtrArray *blocks,
                                guint      index);

G_END_DECLS
