/* who */ MATCH (`a b`) // what
RETURN `a b`.`x``y` AS `z`, "it\u0041's", 'a\'b', 0x1F, 0o17, 1e-3, .5