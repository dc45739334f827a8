-- An order of a later migration may say what steps are called now that the approved revision says nothing of; that stays with the order.

alter table rule_revision_case add column order_mapping text;
