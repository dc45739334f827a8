package suban.hotline;

import org.springframework.data.annotation.Id;

/** Who called the hotline and what was said: personal data, erasable, apart from the row. */
record HotlineContent(@Id Long rowId, String content, String contactName, String contactPhone) {}
