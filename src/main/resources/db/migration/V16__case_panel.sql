-- The case beside the form asks which complaints were split off a case (Article 8 一问题一编号).

create index complaint_split_from on complaint (split_from);
