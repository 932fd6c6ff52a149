package main

import (
	"encoding/json"
	"strings"

	"github.com/vmware/govmomi/vim25/types"
)

// Tags of the lab, on machines, hosts and datastores. Names and objects are the same for every seed.
type labCategory struct {
	name, cardinality string
	types             []string
}

type labTag struct {
	name, category string
	on             func(inv *inventory) []types.ManagedObjectReference
}

var labCategories = []labCategory{
	{"Environment", "SINGLE", []string{"VirtualMachine", "HostSystem"}},
	{"Backup", "MULTIPLE", []string{"VirtualMachine", "Datastore"}},
	{"Owner", "SINGLE", []string{}},
}

var labTags = []labTag{
	{"production", "Environment", func(inv *inventory) []types.ManagedObjectReference {
		refs := someMachines(inv, 2, 0)
		for _, h := range inv.hosts {
			refs = append(refs, h.Self)
		}
		return refs
	}},
	{"development", "Environment", func(inv *inventory) []types.ManagedObjectReference { return someMachines(inv, 2, 1) }},
	{"daily", "Backup", func(inv *inventory) []types.ManagedObjectReference {
		refs := someMachines(inv, 3, 0)
		for _, ds := range inv.datastores[:1] {
			refs = append(refs, ds.Self)
		}
		return refs
	}},
	{"no backup", "Backup", func(inv *inventory) []types.ManagedObjectReference { return someMachines(inv, 3, 2) }},
	{"team \"blue\"", "Owner", func(*inventory) []types.ManagedObjectReference { return nil }},
}

func someMachines(inv *inventory, of, at int) (refs []types.ManagedObjectReference) {
	for i, vm := range inv.vms {
		if i%of == at {
			refs = append(refs, vm.Self)
		}
	}
	return refs
}

func (l *lab) categoryID(name string) string {
	return "urn:vmomi:InventoryServiceCategory:" + identity{l.options.Seed}.uuid("category", name) + ":GLOBAL"
}

func (l *lab) tagID(name string) string {
	return "urn:vmomi:InventoryServiceTag:" + identity{l.options.Seed}.uuid("tag", name) + ":GLOBAL"
}

// tagging answers what lies below cis/tagging.
func (l *lab) tagging(c *restCall, path string) (interface{}, *restError) {
	parts := strings.SplitN(path, "/", 2)
	id := ""
	if len(parts) == 2 {
		id = strings.TrimPrefix(parts[1], "id:")
	}
	action := map[string]string{"api": "action=", "rest": "~action="}[c.family] + "list-attached-objects-on-tags"
	switch {
	case c.method == "POST" && parts[0] == "tag-association" && c.query == action:
		return l.attachedObjects(c)
	case c.method != "GET":
		return nil, restNotFound
	case parts[0] == "category":
		return l.categories(id)
	case parts[0] == "tag":
		return l.tags(id)
	}
	return nil, restNotFound
}

func (l *lab) categories(id string) (interface{}, *restError) {
	ids := []string{}
	categories, _ := l.tagBook()
	for _, category := range categories {
		own := l.categoryID(category.name)
		if own == id {
			return fields{"id": id, "name": category.name, "description": "Made by the lab", "cardinality": category.cardinality,
				"associable_types": category.types, "used_by": []string{}}, nil
		}
		ids = append(ids, own)
	}
	if id != "" {
		return nil, &restError{404, "NOT_FOUND", "cis.tagging.objectNotFound.error"}
	}
	return ids, nil
}

func (l *lab) tags(id string) (interface{}, *restError) {
	ids := []string{}
	_, tags := l.tagBook()
	for _, tag := range tags {
		own := l.tagID(tag.name)
		if own == id {
			return fields{"id": id, "name": tag.name, "description": "Made by the lab", "category_id": l.categoryID(tag.category),
				"used_by": []string{}}, nil
		}
		ids = append(ids, own)
	}
	if id != "" {
		return nil, &restError{404, "NOT_FOUND", "cis.tagging.objectNotFound.error"}
	}
	return ids, nil
}

func (l *lab) attachedObjects(c *restCall) (interface{}, *restError) {
	var request struct {
		IDs []string `json:"tag_ids"`
	}
	if err := json.Unmarshal(c.body, &request); err != nil {
		return nil, &restError{400, "INVALID_ARGUMENT", "com.vmware.vapi.rest.invalidInput"}
	}
	list := []fields{}
	_, tags := l.tagBook()
	for _, tag := range tags {
		id := l.tagID(tag.name)
		if !contains(request.IDs, id) {
			continue
		}
		objects := []fields{}
		for _, ref := range tag.on(l.inventory) {
			objects = append(objects, fields{"id": ref.Value, "type": ref.Type})
		}
		list = append(list, fields{"tag_id": id, "object_ids": objects})
	}
	return list, nil
}
